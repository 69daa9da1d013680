import type { FeedEvent } from './feed-event.js';
import type { FeedPage, FeedSource } from './feed-source.js';
import { RING_SIZE, type Ring } from './ring.js';

/** More is not repeated over a socket. */
const MAX_EVENTS = 500;
const MAX_BYTES = 1_048_576;
/** Reads after which a feed that moves on faster than it is read is given up. */
const MAX_READS = 4;

/**
 * Finds what clients missed: in the ring, or by one read for all that come together, as after the end of another
 * gateway, when everybody is back at once with nearly the same place.
 */
export class Replays {
  private filling: Promise<void> | undefined;
  private readonly reads = new Map<number, Promise<FeedPage>>();

  constructor(
    private readonly ring: Ring,
    private readonly source: FeedSource,
  ) {}

  /** Everything after `since` up to the newest; undefined when it is more than a socket is sent again. */
  async since(since: number, head: number): Promise<readonly FeedEvent[] | undefined> {
    if (head - since > MAX_EVENTS) return undefined;
    if (!this.ring.after(since) && head - since <= RING_SIZE) await this.fillRing(head);
    let found: readonly FeedEvent[] = [];
    for (let reads = 0, from = since; reads < MAX_READS; reads += 1) {
      const kept = this.ring.after(from);
      if (kept) return bounded([...found, ...kept]);
      const page = await this.read(from);
      found = [...found, ...page.events];
      from = Math.max(from, page.upTo);
    }
    return undefined;
  }

  private async fillRing(head: number): Promise<void> {
    this.filling ??= this.read(Math.max(0, head - RING_SIZE)).then(
      ({ events }) => {
        this.filling = undefined;
        this.ring.prepend(events);
      },
      (error: unknown) => {
        this.filling = undefined;
        throw error;
      },
    );
    await this.filling;
  }

  private read(after: number): Promise<FeedPage> {
    let reading = this.reads.get(after);
    if (!reading) {
      reading = this.source.readAfter(after, undefined).finally(() => this.reads.delete(after));
      this.reads.set(after, reading);
    }
    return reading;
  }
}

function bounded(events: readonly FeedEvent[]): readonly FeedEvent[] | undefined {
  if (events.length > MAX_EVENTS) return undefined;
  const bytes = events.reduce((sum, { v2 }) => sum + v2.length, 0);
  return bytes > MAX_BYTES ? undefined : events;
}
