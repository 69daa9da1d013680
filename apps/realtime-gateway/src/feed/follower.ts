import type { Connection } from '../connection/connection.js';
import type { EventPlace, FeedEvent } from './feed-event.js';

/** What of a feed somebody may see. */
export interface Sight {
  sees(place: EventPlace): boolean;
}

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
    /** What it may see, where that is not everything. */
    public sight?: Sight,
  ) {}

  /** True for an event that it gets. */
  wants({ seq, place }: FeedEvent): boolean {
    return seq > this.position && (place === undefined || (this.sight?.sees(place) ?? false));
  }

  send(event: FeedEvent): void {
    const frame = this.connection.isV2 ? event.v2 : event.legacy;
    if (frame) this.connection.send(frame);
  }
}
