const MAX_FAULTS = 5;

/**
 * Checks that every subscriber gets every message once, all in the same order, and each sender's in the order in which
 * they were sent. The frames of one message are the same to the last byte, so only the first is read and the others are
 * compared with it.
 */
export class DeliveryCheck {
  readonly #frames: { readonly bytes: Buffer; readonly number: number }[] = [];
  /** How many messages each subscriber has got. */
  readonly #progress: Uint32Array;
  readonly #numberIn: (frame: Buffer) => number;
  /** The number of each sender's next message. */
  readonly #next: number[];
  readonly #faults: string[] = [];

  /**
   * @param numberIn reads the message's number, from 0, out of a frame; any other number for any other frame.
   * @param senders take turns: messages 0, `senders`, twice `senders` … are the first one's.
   */
  constructor(subscribers: number, numberIn: (frame: Buffer) => number, senders = 1) {
    this.#progress = new Uint32Array(subscribers);
    this.#numberIn = numberIn;
    this.#next = Array.from({ length: senders }, (_, sender) => sender);
  }

  /** Takes a frame and returns the number of its message; undefined when it should not have come, or not now. */
  receive(subscriber: number, frame: Buffer): number | undefined {
    const place = this.#progress[subscriber] ?? 0;
    const known = this.#frames[place] ?? this.#readFirst(frame);
    if (!known?.bytes.equals(frame))
      return this.fault(`subscriber ${subscriber} waited for message ${place} and got ${frame.toString()}`);
    this.#frames[place] = known;
    this.#progress[subscriber] = place + 1;
    return known.number;
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

  /** A message that nobody has got yet, if it is its sender's next. */
  #readFirst(bytes: Buffer): { bytes: Buffer; number: number } | undefined {
    const number = this.#numberIn(bytes);
    const sender = this.#next.indexOf(number);
    if (sender < 0) return undefined;
    this.#next[sender] = number + this.#next.length;
    return { bytes, number };
  }
}
