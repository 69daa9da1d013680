import { textFrame } from '../connection/text-frame.js';

/** How an event looks to clients; undefined where clients of that version do not see it. */
export interface EventFrames {
  v2(): object;
  legacy(): object | undefined;
}

/** One numbered event of a feed. Each of its frames is built once, and only if some socket wants it. */
export class FeedEvent {
  private v2Frame: Buffer | undefined;
  private legacyFrame: Buffer | null | undefined;

  constructor(
    readonly seq: number,
    private readonly frames: EventFrames,
    /** The private channel it tells of, which only those who are in there may see. */
    readonly privateChannelId: number | null = null,
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
