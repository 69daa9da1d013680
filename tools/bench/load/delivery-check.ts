const MAX_FAULTS = 5;

/**
 * Checks that every subscriber gets every message once and in the order in which they were sent. The frames of one
 * message are the same to the last byte, so only the first is read and the others are compared with it.
 */
export class DeliveryCheck {
  readonly #frames: Buffer[] = [];
  /** How many messages each subscriber has got. */
  readonly #progress: Uint32Array;
  readonly #numberIn: (frame: Buffer) => number;
  readonly #faults: string[] = [];

  /** @param numberIn reads the message's number, from 0, out of a frame; any other number for any other frame. */
  constructor(subscribers: number, numberIn: (frame: Buffer) => number) {
    this.#progress = new Uint32Array(subscribers);
    this.#numberIn = numberIn;
  }

  /** Takes a frame and returns the number of its message; undefined when it should not have come, or not now. */
  receive(subscriber: number, frame: Buffer): number | undefined {
    const expected = this.#progress[subscriber] ?? 0;
    const known = this.#frames[expected];
    if (!known && this.#numberIn(frame) === expected) this.#frames[expected] = frame;
    else if (!known?.equals(frame))
      return this.fault(`subscriber ${subscriber} waited for message ${expected} and got ${frame.toString()}`);
    this.#progress[subscriber] = expected + 1;
    return expected;
  }

  /** Notes that something went wrong. */
  fault(sentence: string): undefined {
    this.#faults.push(sentence);
  }

  /** True when everybody has got all of the first `messages` messages, or something went wrong. */
  isOver(messages: number): boolean {
    return this.#faults.length > 0 || this.#progress.every((got) => got >= messages);
  }

  /** @throws Error unless everybody has got exactly the first `messages` messages. */
  verify(messages: number): void {
    const incomplete = Array.from(this.#progress, (got, subscriber) => ({ got, subscriber }))
      .filter(({ got }) => got !== messages)
      .map(({ got, subscriber }) => `subscriber ${subscriber} has got ${got} of ${messages} messages`);
    const faults = [...this.#faults, ...incomplete];
    if (faults.length === 0) return;
    const more = faults.length > MAX_FAULTS ? `\n… and ${faults.length - MAX_FAULTS} more` : '';
    throw new Error(`Messages were not delivered once and in order:\n${faults.slice(0, MAX_FAULTS).join('\n')}${more}`);
  }
}
