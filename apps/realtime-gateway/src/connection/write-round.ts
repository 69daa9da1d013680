/** Something that collected frames and has to write them. */
export interface FrameWriter {
  /** Takes what was collected. */
  takeFrames(): readonly Buffer[];
  write(bytes: Buffer): void;
}

/**
 * Writes what one turn of the event loop has for a socket in one go: the system call costs ten times the frame. Under
 * load a turn holds many events, and sockets that follow the same feed share the joined bytes.
 */
export class WriteRound {
  private waiting: FrameWriter[] = [];

  /** Has a writer written at the end of this turn; to be called once for each turn. */
  add(writer: FrameWriter): void {
    if (this.waiting.push(writer) === 1) setImmediate(() => this.run());
  }

  private run(): void {
    const writers = this.waiting;
    this.waiting = [];
    let joined: Buffer | undefined;
    let joinedFrom: readonly Buffer[] = [];
    for (const writer of writers) {
      const frames = writer.takeFrames();
      const [only] = frames;
      if (only === undefined) continue;
      if (frames.length === 1) {
        writer.write(only);
        continue;
      }
      if (joined === undefined || !areSame(frames, joinedFrom)) {
        joined = Buffer.concat(frames);
        joinedFrom = frames;
      }
      writer.write(joined);
    }
  }
}

function areSame(some: readonly Buffer[], others: readonly Buffer[]): boolean {
  return some.length === others.length && some.every((frame, index) => frame === others[index]);
}
