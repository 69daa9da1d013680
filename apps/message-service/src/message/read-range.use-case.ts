import { Injectable } from '@nestjs/common';
import type { LogEntry, ReadRangeRequest } from '@atrium/contracts';

import { MessagePresenter } from './message-presenter.js';
import { MessageRepository } from './message.repository.js';

/** Entries returned at most; whoever needs more asks again from the last one. */
const MAX_ENTRIES = 500;

/** A stretch of a conversation's log, in order; empty where there is none. */
@Injectable()
export class ReadRange {
  constructor(
    private readonly messages: MessageRepository,
    private readonly presenter: MessagePresenter,
  ) {}

  async execute({ conversationId, after, upTo }: ReadRangeRequest): Promise<LogEntry[]> {
    const range = await this.messages.findRange(conversationId, after, upTo, MAX_ENTRIES);
    const views = await this.presenter.present(range);
    return range.flatMap(({ seq }, index) => {
      const message = views[index];
      return message ? [{ seq, message }] : [];
    });
  }
}
