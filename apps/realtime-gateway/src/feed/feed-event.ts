import { textFrame } from '../connection/text-frame.js';

/** How an event looks to clients; undefined where clients of that version do not see it. */
export interface EventFrames {
  v2(): object;
  legacy(): object | undefined;
}

/** The channel an event tells of, in feeds of which not everybody may see everything. */
export interface EventPlace {
  readonly channelId: number | null;
  /** Set when only those who are in that channel may see it. */
  readonly privateChannelId: number | null;
}

/** One numbered event of a feed. Each of its frames is built once, and only if some socket wants it. */
export class FeedEvent {
  private v2Frame: Buffer | undefined;
  private legacyFrame: Buffer | null | undefined;

  constructor(
    readonly seq: number,
    private readonly frames: EventFrames,
    /** Undefined where everybody who follows may see it. */
    readonly place?: EventPlace,
  ) {}

  get v2(): Buffer {
    return (this.v2Frame ??= textFrame(JSON.stringify(this.frames.v2())));
  }

  get legacy(): Buffer | null {
    if (this.legacyFrame === undefined) {
      const frame = this.frames.legacy();
      this.legacyFrame = frame === undefined ? null : textFrame(JSON.stringify(frame));
    }
    return this.legacyFrame;
  }
}
