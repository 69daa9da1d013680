import type { ConversationEntry } from '@atrium/contracts';

import type { Connection } from '../connection/connection.js';

/** How long an event that came early waits for the ones before it, in milliseconds. */
const HOLD_MS = 30;
const RETRY_MS = 500;

/** What a feed needs from outside: its missing events, and how a stored message becomes a frame. */
export interface FeedSource {
  /** Stored entries after a number, in order; resolves to all there are. */
  readAfter(conversationId: string, after: number): Promise<ConversationEntry[]>;
  /** Undefined for what these sockets are not told. */
  frameOf(entry: ConversationEntry): Buffer | undefined;
}

/**
 * One conversation's events on their way to the sockets of this process: in the order of the log, none twice, and none
 * left out. Events arrive fast but at most once; a gap in their numbers is mended from the stored log.
 */
export class ConversationFeed {
  readonly followers = new Set<Connection>();
  private readonly early = new Map<number, Buffer | undefined>();
  private reading: Promise<void> = Promise.resolve();
  private nextReading: Promise<void> | undefined;
  private holdTimer: NodeJS.Timeout | undefined;

  constructor(
    readonly conversationId: string,
    private last: number,
    private readonly source: FeedSource,
  ) {}

  /** Takes an event as it was published. */
  receive(seq: number, frame: Buffer): void {
    if (seq <= this.last) return;
    this.early.set(seq, frame);
    this.deliverReady();
    if (this.early.size > 0) this.holdTimer ??= setTimeout(() => void this.heal(), HOLD_MS);
  }

  /** Reads what is missing, also at the end of the log, where no later event would show the gap. */
  heal(): Promise<void> {
    clearTimeout(this.holdTimer);
    this.holdTimer = undefined;
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

  private async readMissing(): Promise<void> {
    try {
      for (const entry of await this.source.readAfter(this.conversationId, this.last)) {
        if (entry.seq > this.last) this.early.set(entry.seq, this.source.frameOf(entry));
      }
      this.deliverReady();
    } catch {
      // The log cannot be read now; whoever follows still wants what is missing.
      if (this.followers.size > 0) this.holdTimer ??= setTimeout(() => void this.heal(), RETRY_MS);
    }
  }

  private deliverReady(): void {
    while (this.early.has(this.last + 1)) {
      this.last += 1;
      const frame = this.early.get(this.last);
      this.early.delete(this.last);
      if (!frame) continue;
      for (const follower of this.followers) follower.send(frame);
    }
  }
}
