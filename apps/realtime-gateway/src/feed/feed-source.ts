import type { Connection } from '../connection/connection.js';
import type { FeedEvent } from './feed-event.js';

/** A stretch of the stored feed. */
export interface FeedPage {
  readonly events: readonly FeedEvent[];
  /** How far it reaches: events up to here that are not among them are not to be seen. */
  readonly upTo: number;
  /** False when there is more. */
  readonly isComplete: boolean;
}

/** Where a feed reads what it did not hear. */
export interface FeedSource {
  /** True when everybody who follows may see all of it, so that one read serves all. */
  readonly isShared: boolean;
  /** Stored events after a number, in order; as that reader may see them. */
  readAfter(after: number, reader: Connection | undefined): Promise<FeedPage>;
}
