import type { FeedEvent } from './feed-event.js';

/** Events kept of each feed. */
export const RING_SIZE = 256;

/** The newest events of a feed, without a gap. */
export class Ring {
  private events: FeedEvent[] = [];

  constructor(private last: number) {}

  /** Number of the oldest event that is kept; the next one's while there is none. */
  get first(): number {
    return this.last - this.events.length + 1;
  }

  push(event: FeedEvent): void {
    this.events.push(event);
    this.last = event.seq;
    if (this.events.length > RING_SIZE) this.events.shift();
  }

  /** Adds older events, which end right before the first. */
  prepend(older: readonly FeedEvent[]): void {
    const { first } = this;
    const fitting = older.filter(({ seq }) => seq < first);
    if (fitting.at(-1)?.seq === first - 1) this.events = [...fitting, ...this.events].slice(-RING_SIZE);
  }

  /** Forgets everything; the next event is the one after `last`. */
  restart(last: number): void {
    this.events = [];
    this.last = last;
  }

  /** What comes after a number, at most `limit`; undefined when some of it is not kept. */
  after(seq: number, limit = RING_SIZE): FeedEvent[] | undefined {
    const index = seq + 1 - this.first;
    return index < 0 ? undefined : this.events.slice(index, index + limit);
  }
}
