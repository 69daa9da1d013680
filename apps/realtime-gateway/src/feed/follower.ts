import type { Connection } from '../connection/connection.js';
import type { FeedEvent } from './feed-event.js';

/** A socket on a feed. While it takes in what it is sent it is live; otherwise its place in the feed is remembered. */
export class Follower {
  /** Nothing up to here is sent to it (again). */
  position = 0;
  /** Read for it and not yet sent, in order. */
  backlog: FeedEvent[] = [];
  /** Where it stands once the backlog is sent. */
  backlogEnd = 0;
  isCatchingUp = false;
  /** True when only the stored feed knows what it missed. */
  mustRead = false;
  isGone = false;

  constructor(
    readonly connection: Connection,
    /** The private channels it may see events of, where a feed has such. */
    readonly privateChannelIds?: Set<number>,
  ) {}

  /** True for an event that it gets. */
  wants({ seq, privateChannelId }: FeedEvent): boolean {
    if (seq <= this.position) return false;
    return privateChannelId === null || (this.privateChannelIds?.has(privateChannelId) ?? false);
  }

  send(event: FeedEvent): void {
    const frame = this.connection.isV2 ? event.v2 : event.legacy;
    if (frame) this.connection.send(frame);
  }
}
