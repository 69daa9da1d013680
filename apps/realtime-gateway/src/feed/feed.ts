import { counter } from '@atrium/observability';

import { TIGHT_BYTES } from '../connection/unread-limits.js';
import type { FeedEvent } from './feed-event.js';
import type { FeedSource } from './feed-source.js';
import type { Follower } from './follower.js';
import { Replays } from './replays.js';
import { Ring } from './ring.js';

/** How long an event that came early waits for the ones before it, in milliseconds. */
const HOLD_MS = 30;
const RETRY_MS = 500;
/** Events taken from the ring at a time for a socket that catches up. */
const SLICE = 64;

const delivered = counter('websocket_deliveries_total', 'Events handed to sockets');
const healed = counter('feed_gaps_healed_total', 'Times a feed read events that it had not heard');

/**
 * One feed's events on their way to the sockets of this process: in order, none twice, and none left out. Events arrive
 * fast but at most once; a gap in their numbers is mended from the stored feed. A socket that comes late or takes in too
 * little catches up from its own place, and goes live in the same turn in which nothing is left.
 */
export class Feed {
  private readonly ring: Ring;
  private readonly replays: Replays;
  private readonly live = new Set<Follower>();
  private readonly behind = new Set<Follower>();
  private readonly early = new Map<number, FeedEvent>();
  private reading: Promise<void> = Promise.resolve();
  private nextReading: Promise<void> | undefined;
  private holdTimer: NodeJS.Timeout | undefined;
  /** How far others say that the stored feed goes. */
  private told = 0;
  /** True while the last read failed. */
  private hasFailed = false;

  constructor(
    private last: number,
    readonly source: FeedSource,
  ) {
    this.ring = new Ring(last);
    this.replays = new Replays(this.ring, source);
  }

  /** The newest event's number. */
  get head(): number {
    return this.last;
  }

  get size(): number {
    return this.live.size + this.behind.size;
  }

  *followers(): Iterable<Follower> {
    yield* this.live;
    yield* this.behind;
  }

  /** Takes an event as it was published. */
  receive(event: FeedEvent): void {
    if (event.seq <= this.last) return;
    this.early.set(event.seq, event);
    this.deliverReady();
    if (this.early.size > 0) this.hold(HOLD_MS);
  }

  /** Takes note of how far the stored feed goes: what was not heard yet is read after a moment. */
  noteHead(head: number): void {
    if (head <= this.last) return;
    this.told = Math.max(this.told, head);
    this.hold(HOLD_MS);
  }

  /** Adds a socket, which gets what comes after `position`; what was read for it already goes first. */
  follow(follower: Follower, position: number, backlog: readonly FeedEvent[] = [], backlogEnd = position): void {
    follower.position = position;
    follower.backlog = backlog.filter((event) => follower.wants(event));
    if (follower.backlog.length === 0) follower.position = Math.max(position, backlogEnd);
    follower.backlogEnd = backlogEnd;
    this.behind.add(follower);
    void this.catchUp(follower);
  }

  leave(follower: Follower): void {
    follower.isGone = true;
    follower.backlog = [];
    this.live.delete(follower);
    this.behind.delete(follower);
  }

  /** What a client that has everything up to `since` has missed; undefined when that is too much. */
  missedSince(since: number): Promise<readonly FeedEvent[] | undefined> {
    return this.replays.since(since, this.last);
  }

  /** Reads what is missing, also at the end of the feed, where no later event would show the gap. */
  heal(): Promise<void> {
    clearTimeout(this.holdTimer);
    this.holdTimer = undefined;
    if (!this.source.isShared) {
      this.letEachCatchUp();
      return Promise.resolve();
    }
    // A read under way may be older than what is missing now, so that another one follows it.
    this.nextReading ??= this.reading.then(() => {
      this.nextReading = undefined;
      this.reading = this.readMissing();
      return this.reading;
    });
    return this.nextReading;
  }

  close(): void {
    clearTimeout(this.holdTimer);
  }

  private hold(ms: number): void {
    this.holdTimer ??= setTimeout(() => this.healGap(), ms);
  }

  /** Mostly what was missing has come meanwhile. */
  private healGap(): void {
    this.holdTimer = undefined;
    if (this.early.size > 0 || this.last < this.told || this.hasFailed) void this.heal();
  }

  private async readMissing(): Promise<void> {
    const from = this.last;
    this.hasFailed = false;
    try {
      for (let isComplete = false; !isComplete;) {
        const [reader] = this.followers();
        const page = await this.source.readAfter(this.last, reader?.connection);
        for (const event of page.events) if (event.seq > this.last) this.early.set(event.seq, event);
        this.deliverReady();
        isComplete = page.isComplete || page.events.length === 0;
      }
      if (this.last > from) healed.inc();
      if (this.early.size > 0 && this.size > 0) this.hold(RETRY_MS);
    } catch {
      // It cannot be read now; whoever follows still wants what is missing.
      this.hasFailed = true;
      if (this.size > 0) this.hold(RETRY_MS);
    }
  }

  /** Nobody may see all: each reads for themselves what they may, and the feed goes on after the gap. */
  private letEachCatchUp(): void {
    const heardUpTo = this.last;
    const next = Math.min(...this.early.keys());
    if (Number.isFinite(next)) {
      healed.inc();
      this.last = next - 1;
      this.ring.restart(this.last);
    }
    for (const follower of [...this.live]) {
      this.live.delete(follower);
      this.behind.add(follower);
      follower.position = Math.max(follower.position, heardUpTo);
      follower.mustRead = true;
      void this.catchUp(follower);
    }
    this.deliverReady();
  }

  private deliverReady(): void {
    for (let event = this.early.get(this.last + 1); event !== undefined; event = this.early.get(this.last + 1)) {
      this.last = event.seq;
      this.early.delete(event.seq);
      this.ring.push(event);
      this.deliver(event);
    }
    for (const seq of this.early.keys()) if (seq <= this.last) this.early.delete(seq);
  }

  private deliver(event: FeedEvent): void {
    for (const follower of this.live) {
      if (follower.connection.isLagging) {
        this.fallBehind(follower, event.seq - 1);
      } else if (follower.wants(event)) {
        follower.send(event);
      }
    }
    delivered.inc(this.live.size);
  }

  private fallBehind(follower: Follower, position: number): void {
    this.live.delete(follower);
    this.behind.add(follower);
    follower.position = Math.max(follower.position, position);
    void this.catchUp(follower);
  }

  /** Sends a socket what it has not got, as fast as it takes it in, until nothing is left. */
  private async catchUp(follower: Follower): Promise<void> {
    if (follower.isCatchingUp) return;
    follower.isCatchingUp = true;
    try {
      while (!follower.isGone && follower.connection.isOpen) {
        if (!follower.connection.hasRoom) await follower.connection.whenRoom();
        else if (follower.backlog.length > 0) this.sendSlice(follower);
        else if (follower.position >= this.last && !follower.mustRead) return this.goLive(follower);
        else await this.fillBacklog(follower);
      }
    } catch {
      setTimeout(() => void this.catchUp(follower), RETRY_MS).unref();
    } finally {
      follower.isCatchingUp = false;
    }
  }

  private goLive(follower: Follower): void {
    this.behind.delete(follower);
    this.live.add(follower);
  }

  private sendSlice(follower: Follower): void {
    let bytes = 0;
    let count = 0;
    for (const event of follower.backlog) {
      if (bytes >= TIGHT_BYTES) break;
      if (follower.wants(event)) follower.send(event);
      follower.position = Math.max(follower.position, event.seq);
      bytes += event.v2.length;
      count += 1;
    }
    delivered.inc(count);
    follower.backlog = follower.backlog.slice(count);
    if (follower.backlog.length === 0) follower.position = Math.max(follower.position, follower.backlogEnd);
  }

  private fillBacklog(follower: Follower): Promise<void> | undefined {
    const near = follower.mustRead ? undefined : this.ring.after(follower.position, SLICE);
    if (near) {
      follower.backlog = near;
      follower.backlogEnd = near.at(-1)?.seq ?? this.last;
      return undefined;
    }
    return this.readFor(follower);
  }

  private async readFor(follower: Follower): Promise<void> {
    const page = await this.source.readAfter(follower.position, follower.connection);
    follower.mustRead = !page.isComplete;
    follower.backlog = [...page.events];
    // A feed that ends before the place it was heard at has nothing more to read.
    follower.backlogEnd = page.isComplete ? Math.max(page.upTo, Math.min(this.last, this.ring.first - 1)) : page.upTo;
    if (page.events.length === 0) follower.position = Math.max(follower.position, follower.backlogEnd);
  }
}
