import { Injectable } from '@nestjs/common';
import type { ConversationEntry, ReadRangeRequest } from '@atrium/contracts';

import { Addresses } from '../directory/addresses.js';
import { LogEntriesRepository } from './log-entries.repository.js';
import { toConversationEntry } from './log-entry.view.js';

/** Returned at most by one call; whoever needs more asks again from the last one. */
const BOUNDS = { limit: 500, maxBytes: 1024 * 1024 };

/** A stretch of a conversation's log, in order; empty where there is none. */
@Injectable()
export class ReadRange {
  constructor(
    private readonly entries: LogEntriesRepository,
    private readonly addresses: Addresses,
  ) {}

  async execute({ conversationId, after, upTo }: ReadRangeRequest): Promise<ConversationEntry[]> {
    const range = await this.entries.findRange(conversationId, { after, upTo }, BOUNDS);
    const emailOf = await this.addresses.of(range, ({ actorId, actorEmail }) => [actorId, actorEmail]);
    return range.map((entry) => toConversationEntry(entry, emailOf(entry)));
  }
}
