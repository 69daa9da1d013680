import { CLOSE } from './close-codes.js';
import { TokenBucket } from './token-bucket.js';

/** How often a socket may do things, each second. */
export interface FrameRates {
  readonly frames: number;
}

const JOINS_PER_SECOND = 20;
/** Every three seconds. */
const TYPING_PER_SECOND = 1 / 3;
/** Every ten seconds, with a few more when the status changes. */
const HEARTBEATS_PER_SECOND = 0.1;
const HEARTBEAT_BURST = 4;
/** Ten a minute. */
const BAD_FRAMES_PER_SECOND = 1 / 6;
const BAD_FRAME_BURST = 10;
/** A client that is refused this often, and more than once a second, does not listen. */
const REFUSAL_BURST = 60;

/**
 * What one socket may still do. Whoever is over a limit is told when to come again; whoever does not listen, or does not
 * speak the protocol, is closed.
 */
export class FrameAllowance {
  private readonly frames: TokenBucket;
  private joins: TokenBucket | undefined;
  private heartbeats: TokenBucket | undefined;
  private bad: TokenBucket | undefined;
  private refusals: TokenBucket | undefined;
  private typing: Map<string, TokenBucket> | undefined;

  constructor(
    private readonly connection: { close(code: number, reason: string): void },
    rates: FrameRates = { frames: 50 },
  ) {
    this.frames = new TokenBucket(rates.frames, rates.frames * 2);
  }

  /** Milliseconds until the next frame may come; 0 for now. */
  frame(): number {
    return this.frames.take();
  }

  join(): number {
    return (this.joins ??= new TokenBucket(JOINS_PER_SECOND, JOINS_PER_SECOND * 2)).take();
  }

  heartbeat(): number {
    return (this.heartbeats ??= new TokenBucket(HEARTBEATS_PER_SECOND, HEARTBEAT_BURST)).take();
  }

  /** Typing is limited in each conversation by itself. */
  typingIn(key: string): number {
    this.typing ??= new Map();
    let bucket = this.typing.get(key);
    if (!bucket) this.typing.set(key, (bucket = new TokenBucket(TYPING_PER_SECOND, 1)));
    return bucket.take();
  }

  /** Counts a frame that was refused because there were too many. */
  noteRefusal(): void {
    this.refusals ??= new TokenBucket(1, REFUSAL_BURST);
    if (this.refusals.take() > 0) this.connection.close(CLOSE.RATE_EXCEEDED, 'too many frames');
  }

  /** Counts a frame that could not be understood. */
  noteBadFrame(): void {
    this.bad ??= new TokenBucket(BAD_FRAMES_PER_SECOND, BAD_FRAME_BURST);
    if (this.bad.take() > 0) this.connection.close(CLOSE.BAD_PROTOCOL, 'too many bad frames');
  }
}
