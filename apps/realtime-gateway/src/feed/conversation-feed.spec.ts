import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { PostEntry } from '@atrium/contracts';
import fc from 'fast-check';

import type { Connection } from '../connection/connection.js';
import { ConversationFeed, type FeedSource } from './conversation-feed.js';

/** Longer than any wait of a feed and of this log together. */
const LONG_MS = 60_000;

function frameOf(seq: number): Buffer {
  return Buffer.from(String(seq));
}

/** The stored log: what is in it when it is asked arrives after a while, or not at all. */
class FakeLog implements FeedSource {
  stored = 0;
  failures = 0;
  reads = 0;
  /** How long a read takes, in milliseconds. */
  latency = 0;

  async readAfter(_conversationId: string, after: number): Promise<PostEntry[]> {
    this.reads += 1;
    const upTo = this.stored;
    const isBroken = this.failures > 0;
    if (isBroken) this.failures -= 1;
    if (this.latency > 0) await new Promise((resolve) => setTimeout(resolve, this.latency));
    if (isBroken) throw new Error('The log cannot be read');
    return Array.from({ length: Math.max(0, upTo - after) }, (_, index) => entryOf(after + 1 + index));
  }

  frameOf({ seq }: PostEntry): Buffer {
    return frameOf(seq);
  }
}

function entryOf(seq: number): PostEntry {
  const message = { id: String(seq), sender_email: 'ada@example.com', body: '', created_at: '' };
  return { kind: 'post', seq, message, client_id: null, reply_to: null, is_deleted: false };
}

/** A socket that remembers the numbers of the frames it was sent. */
function follow(feed: ConversationFeed): number[] {
  const received: number[] = [];
  feed.followers.add({ send: (frame: Buffer) => received.push(Number(frame.toString())) } as unknown as Connection);
  return received;
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

describe('the feed of a conversation', () => {
  let log: FakeLog;
  let feed: ConversationFeed;

  beforeEach(() => {
    jest.useFakeTimers();
    log = new FakeLog();
    feed = new ConversationFeed('conversation', 0, log);
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  /** Tells the feed of stored events, in this order. */
  function receive(...numbers: number[]): void {
    for (const seq of numbers) {
      log.stored = Math.max(log.stored, seq);
      feed.receive(seq, frameOf(seq));
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
    feed = new ConversationFeed('conversation', 5, log);
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
    // Once, a moment after the early one.
    expect(log.reads).toBe(1);
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

    feed.followers.clear();
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
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('join' as const) }) },
    );
    const story = fc.record({ head: fc.nat({ max: 3 }), actions: fc.array(action, { maxLength: 40 }) });

    await fc.assert(
      fc.asyncProperty(story, async ({ head, actions }) => {
        log = new FakeLog();
        log.stored = head;
        feed = new ConversationFeed('conversation', head, log);
        const witness = follow(feed);
        const followers = [{ received: witness, after: head }];
        let heard = head;
        for (const step of actions) {
          if (step.kind === 'store') log.stored += step.count;
          if (step.kind === 'hear' && log.stored > step.back) {
            const seq = log.stored - step.back;
            heard = Math.max(heard, seq);
            feed.receive(seq, frameOf(seq));
          }
          if (step.kind === 'wait') await jest.advanceTimersByTimeAsync(step.ms);
          if (step.kind === 'slow') log.latency = step.ms;
          if (step.kind === 'break') log.failures = step.times;
          if (step.kind === 'heal') void feed.heal();
          if (step.kind === 'join') followers.push({ received: follow(feed), after: head + witness.length });
        }

        // By itself it comes at least as far as the newest event that it heard of.
        await jest.advanceTimersByTimeAsync(LONG_MS);
        expect(head + witness.length).toBeGreaterThanOrEqual(heard);
        // Once more is heard, or NATS is back, there is no gap left at the end either.
        log.failures = 0;
        void feed.heal();
        await jest.advanceTimersByTimeAsync(LONG_MS);
        for (const { received, after } of followers) expect(received).toEqual(range(after + 1, log.stored));
      }),
      { numRuns: 500 },
    );
  });
});
