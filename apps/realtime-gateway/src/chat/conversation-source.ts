import { readRange, type ConversationLog } from '@atrium/contracts';
import { AS_SERVICE, type RpcClient } from '@atrium/rpc';

import type { FeedPage, FeedSource } from '../feed/feed-source.js';
import { conversationEvent, nameOf } from './conversation-event.js';

/** A range call ends after this many entries … */
const PAGE_EVENTS = 500;
/** … or before this many bytes: half of what it ends at. */
const PAGE_BYTES = 524_288;

/** A conversation's stored log. Everybody who may read it may read all of it. */
export class ConversationSource implements FeedSource {
  readonly isShared = true;

  constructor(
    private readonly rpc: RpcClient,
    private readonly log: ConversationLog,
  ) {}

  async readAfter(after: number): Promise<FeedPage> {
    const { conversationId } = this.log;
    const entries = await this.rpc.call(
      readRange,
      { conversationId, after, upTo: Number.MAX_SAFE_INTEGER },
      AS_SERVICE,
    );
    const name = nameOf(this.log);
    const events = entries.map((entry) => conversationEvent(entry, name));
    const bytes = events.reduce((sum, { v2 }) => sum + v2.length, 0);
    const isComplete = events.length < PAGE_EVENTS && bytes < PAGE_BYTES;
    return { events, upTo: events.at(-1)?.seq ?? after, isComplete };
  }
}
