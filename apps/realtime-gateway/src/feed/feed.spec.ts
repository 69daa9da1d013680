import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';

import { readTextFrame } from '../../test/read-text-frame.js';
import type { Connection } from '../connection/connection.js';
import { FeedEvent } from './feed-event.js';
import type { FeedPage, FeedSource } from './feed-source.js';
import { Feed } from './feed.js';
import { Follower, type Sight } from './follower.js';

/** Longer than any wait of a feed and of this log together. */
const LONG_MS = 60_000;

function eventOf(seq: number, privateChannelId?: number): FeedEvent {
  const frames = { v2: () => ({ seq }), legacy: () => ({ seq, isLegacy: true }) };
  if (privateChannelId === undefined) return new FeedEvent(seq, frames);
  return new FeedEvent(seq, frames, { channelId: privateChannelId, privateChannelId });
}

const PAGE = 5;

/** The stored log: what is in it when it is asked arrives after a while, a page at a time, or not at all. */
class FakeLog implements FeedSource {
  readonly isShared: boolean = true;
  stored = 0;
  failures = 0;
  reads = 0;
  /** How long a read takes, in milliseconds. */
  latency = 0;

  async readAfter(after: number): Promise<FeedPage> {
    this.reads += 1;
    const upTo = this.stored;
    const isBroken = this.failures > 0;
    if (isBroken) this.failures -= 1;
    if (this.latency > 0) await new Promise((resolve) => setTimeout(resolve, this.latency));
    if (isBroken) throw new Error('The log cannot be read');
    const count = Math.min(PAGE, Math.max(0, upTo - after));
    const events = Array.from({ length: count }, (_, index) => eventOf(after + 1 + index));
    return { events, upTo: after + count, isComplete: count < PAGE };
  }
}

/** A socket that remembers the numbers of the frames it was sent, and that takes in what it is let. */
class FakeReader {
  readonly received: number[] = [];
  readonly isOpen = true;
  isV2 = true;
  isLagging = false;
  hasRoom = true;
  private waiting: (() => void)[] = [];

  send(frame: Buffer): void {
    this.received.push((readTextFrame(frame) as { seq: number }).seq);
  }

  whenRoom(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  stall(): void {
    this.hasRoom = false;
    this.isLagging = true;
  }

  drain(): void {
    this.hasRoom = true;
    this.isLagging = false;
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

/** A socket on the feed from its end on. */
function reader(feed: Feed, position = feed.head, sight?: Sight) {
  const fake = new FakeReader();
  const follower = new Follower(fake as unknown as Connection, sight);
  feed.follow(follower, position);
  return { fake, follower };
}

function follow(feed: Feed): number[] {
  return reader(feed).fake.received;
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

describe('the feed of a conversation', () => {
  let log: FakeLog;
  let feed: Feed;

  beforeEach(() => {
    jest.useFakeTimers();
    log = new FakeLog();
    feed = new Feed(0, log);
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  /** Tells the feed of stored events, in this order. */
  function receive(...numbers: number[]): void {
    for (const seq of numbers) {
      log.stored = Math.max(log.stored, seq);
      feed.receive(eventOf(seq));
    }
  }

  it('passes on at once what comes in order, and reads nothing', async () => {
    const received = follow(feed);
    receive(1, 2, 3);
    expect(received).toEqual([1, 2, 3]);
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect(log.reads).toBe(0);
  });

  it('starts after the head it was opened with', () => {
    feed = new Feed(5, log);
    const received = follow(feed);
    receive(4, 5, 6);
    expect(received).toEqual([6]);
  });

  it('holds back what comes early and drops what comes twice', async () => {
    const received = follow(feed);
    receive(2, 2, 3);
    expect(received).toEqual([]);
    receive(1, 1, 2);
    expect(received).toEqual([1, 2, 3]);
    await jest.advanceTimersByTimeAsync(LONG_MS);
    receive(2);
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect(received).toEqual([1, 2, 3]);
    expect(log.reads).toBe(0);
  });

  it('drops what it reads of that which came meanwhile', async () => {
    const received = follow(feed);
    log.stored = 2;
    log.latency = 200;
    void feed.heal();
    await jest.advanceTimersByTimeAsync(100);
    receive(1, 2);
    await jest.advanceTimersByTimeAsync(LONG_MS);
    receive(3);
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect(received).toEqual([1, 2, 3]);
    expect(log.reads).toBe(1);
  });

  it('reads what was lost, a moment after something later came', async () => {
    const received = follow(feed);
    receive(3);
    await jest.advanceTimersByTimeAsync(100);
    expect(received).toEqual([1, 2, 3]);
    expect(log.reads).toBe(1);
  });

  it('finds what was lost at the end of the log when it is told to look', async () => {
    const received = follow(feed);
    log.stored = 2;
    await feed.heal();
    expect(received).toEqual([1, 2]);
  });

  it('looks again when it is told to while it still reads, because that read may be too old', async () => {
    const received = follow(feed);
    log.latency = 200;
    const first = feed.heal();
    log.stored = 2;
    const second = feed.heal();
    await jest.advanceTimersByTimeAsync(LONG_MS);
    await Promise.all([first, second]);
    expect(received).toEqual([1, 2]);
  });

  it('notices a gap that opens while it reads', async () => {
    const received = follow(feed);
    log.latency = 200;
    void feed.heal();
    receive(2);
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect(received).toEqual([1, 2]);
  });

  it('tries again while the log cannot be read, for as long as somebody follows', async () => {
    const received = follow(feed);
    log.failures = 3;
    receive(2);
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect(received).toEqual([1, 2]);
    expect(log.reads).toBe(4);

    for (const follower of [...feed.followers()]) feed.leave(follower);
    log.failures = 3;
    receive(4);
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect(log.reads).toBe(5);
  });

  it('reads nothing any more once it is closed', async () => {
    receive(2);
    feed.close();
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect(log.reads).toBe(0);
  });

  it('reads nothing of what comes while it waits', async () => {
    const received = follow(feed);
    feed.noteHead(2);
    receive(2, 1);
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect(received).toEqual([1, 2]);
    expect(log.reads).toBe(0);
  });

  it('looks for what a head says is there', async () => {
    const received = follow(feed);
    log.stored = 2;
    feed.noteHead(2);
    await jest.advanceTimersByTimeAsync(100);
    expect(received).toEqual([1, 2]);
    feed.noteHead(2);
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect(log.reads).toBe(1);
  });

  it('builds a frame for legacy sockets only where there is one', () => {
    const legacy = jest.fn(() => ({ isLegacy: true }));
    const event = new FeedEvent(1, { v2: () => ({}), legacy });
    const { fake } = reader(feed);
    feed.receive(event);
    expect(legacy).not.toHaveBeenCalled();
    fake.isV2 = false;
    reader(feed).fake.isV2 = false;
    feed.receive(new FeedEvent(2, { v2: () => ({}), legacy }));
    expect(legacy).toHaveBeenCalledTimes(1);
  });

  it('sends nothing to a socket that lags, and all of it once it has taken in what it had', async () => {
    const { fake } = reader(feed);
    await jest.advanceTimersByTimeAsync(0);
    receive(1);
    fake.stall();
    receive(...range(2, 400));
    expect(fake.received).toEqual([1]);
    fake.drain();
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect(fake.received).toEqual(range(1, 400));
    receive(401);
    expect(fake.received.at(-1)).toBe(401);
  });

  it('reads once for all who missed the same stretch', async () => {
    feed = new Feed(100, log);
    log.stored = 100;
    log.latency = 10;
    const missed = Promise.all([99, 98, 97].map((since) => feed.missedSince(since)));
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect((await missed).map((events) => events?.map(({ seq }) => seq))).toEqual([[100], [99, 100], [98, 99, 100]]);
  });

  it('repeats 500 events and no more', async () => {
    receive(...range(1, 501));
    expect((await feed.missedSince(400))?.map(({ seq }) => seq)).toEqual(range(401, 501));
    expect(await feed.missedSince(0)).toBeUndefined();
  });

  it('gives each follower every frame once and in order, whatever comes, twice, late or not at all', async () => {
    const action = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({ kind: fc.constant('store' as const), count: fc.integer({ min: 1, max: 3 }) }),
      },
      { weight: 6, arbitrary: fc.record({ kind: fc.constant('hear' as const), back: fc.nat({ max: 5 }) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 700 }) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('slow' as const), ms: fc.nat({ max: 400 }) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('break' as const), times: fc.nat({ max: 3 }) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('heal' as const) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('join' as const), back: fc.nat({ max: 8 }) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('stall' as const), which: fc.nat({ max: 5 }) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('drain' as const) }) },
    );
    const story = fc.record({ head: fc.nat({ max: 3 }), actions: fc.array(action, { maxLength: 40 }) });

    await fc.assert(
      fc.asyncProperty(story, async ({ head, actions }) => {
        log = new FakeLog();
        log.stored = head;
        feed = new Feed(head, log);
        const witness = follow(feed);
        const followers = [{ received: witness, after: head, fake: undefined as FakeReader | undefined }];
        let heard = head;
        for (const step of actions) {
          if (step.kind === 'store') log.stored += step.count;
          if (step.kind === 'hear' && log.stored > step.back) {
            const seq = log.stored - step.back;
            heard = Math.max(heard, seq);
            feed.receive(eventOf(seq));
          }
          if (step.kind === 'wait') await jest.advanceTimersByTimeAsync(step.ms);
          if (step.kind === 'slow') log.latency = step.ms;
          if (step.kind === 'break') log.failures = step.times;
          if (step.kind === 'heal') void feed.heal();
          if (step.kind === 'join') {
            const after = Math.max(0, feed.head - step.back);
            const { fake } = reader(feed, after);
            followers.push({ received: fake.received, after, fake });
          }
          if (step.kind === 'stall') followers[step.which]?.fake?.stall();
          if (step.kind === 'drain') for (const { fake } of followers) fake?.drain();
        }

        // By itself it comes at least as far as the newest event that it heard of.
        await jest.advanceTimersByTimeAsync(LONG_MS);
        expect(head + witness.length).toBeGreaterThanOrEqual(heard);
        // Once more is heard, or NATS is back, there is no gap left at the end either.
        log.failures = 0;
        for (const { fake } of followers) fake?.drain();
        void feed.heal();
        await jest.advanceTimersByTimeAsync(LONG_MS);
        for (const { received, after } of followers) expect(received).toEqual(range(after + 1, log.stored));
      }),
      { numRuns: 500 },
    );
  });
});

/** A feed of which not everybody may see everything. */
class PartlyHidden extends FakeLog {
  override readonly isShared = false;
  /** The channel that each event tells of, if it is a private one. */
  readonly channels = new Map<number, number>();

  override readAfter(after: number, of?: Connection): Promise<FeedPage> {
    this.reads += 1;
    const may = (of as unknown as { channel: number } | undefined)?.channel;
    const all = range(after + 1, this.stored).map((seq) => eventOf(seq, this.channels.get(seq)));
    const events = all.filter(({ place }) => place === undefined || place.privateChannelId === may);
    return Promise.resolve({ events, upTo: this.stored, isComplete: true });
  }
}

describe('a feed of which not everybody may see everything', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('shows each what they may see, live and after a gap', async () => {
    const log = new PartlyHidden();
    for (const seq of [2, 5]) log.channels.set(seq, 7);
    const feed = new Feed(0, log);
    const insider = reader(feed, 0, { sees: () => true });
    Object.assign(insider.fake, { channel: 7 });
    const outsider = reader(feed, 0);
    const tell = (seq: number) => {
      log.stored = Math.max(log.stored, seq);
      feed.receive(eventOf(seq, log.channels.get(seq)));
    };
    await jest.advanceTimersByTimeAsync(0);
    for (const seq of [1, 2, 3]) tell(seq);
    expect([insider.fake.received, outsider.fake.received]).toEqual([
      [1, 2, 3],
      [1, 3],
    ]);
    tell(6);
    await jest.advanceTimersByTimeAsync(LONG_MS);
    tell(7);
    expect([insider.fake.received, outsider.fake.received]).toEqual([
      [1, 2, 3, 4, 5, 6, 7],
      [1, 3, 4, 6, 7],
    ]);
    expect(log.reads).toBe(2);
  });
});
