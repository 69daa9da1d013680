import { FrameRefused } from '../errors.js';
import type { Frame } from '../socket/frames.js';
import { Backoff } from '../socket/backoff.js';
import type { Acknowledged } from './messages.js';

/** Without an acknowledgement for this long a message is sent again, in milliseconds. */
const ACK_MS = 10_000;
/** Refusals that pass: the same message is tried again. */
const PASSING = ['rate_limited', 'unavailable', 'internal'];

interface Waiting {
  readonly frame: Frame & { readonly client_id: string };
  readonly resolve: (acknowledged: Acknowledged) => void;
  readonly reject: (error: Error) => void;
}

/**
 * What somebody sends to one conversation, one message after the other, so that their own order stays. Each message is
 * repeated under the same `client_id` until the suite has acknowledged it; it is stored once, however often it went out.
 */
export class Outbox {
  private readonly queue: Waiting[] = [];
  private readonly backoff: Backoff;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly send: (frame: Frame) => boolean,
    random?: () => number,
  ) {
    this.backoff = new Backoff(random);
  }

  add(frame: Frame): Promise<Acknowledged> {
    const { promise, resolve, reject } = Promise.withResolvers<Acknowledged>();
    this.queue.push({ frame: { ...frame, client_id: crypto.randomUUID() }, resolve, reject });
    if (this.queue.length === 1) this.sendFirst();
    return promise;
  }

  /** A connection stands (again): whatever is not acknowledged goes out once more. */
  sendFirst(): void {
    clearTimeout(this.timer);
    const [first] = this.queue;
    if (first && this.send(first.frame)) this.timer = setTimeout(() => this.sendFirst(), ACK_MS);
  }

  /** True when the frame was the answer to a message of this outbox. */
  hear(frame: Frame): boolean {
    const [first] = this.queue;
    if (!first) return false;
    if (frame.type === 'ack' && frame.client_id === first.frame.client_id) {
      this.finish().resolve(readAck(frame));
    } else if (frame.type === 'error' && frame.ref === first.frame.client_id) {
      this.refused(String(frame.code), String(frame.message), Number(frame.retry_after_ms ?? 0));
    } else {
      return false;
    }
    return true;
  }

  /** Nothing more can be sent: everybody who waits is told. */
  end(reason: Error): void {
    clearTimeout(this.timer);
    for (const { reject } of this.queue.splice(0)) reject(reason);
  }

  private refused(code: string, message: string, retryAfterMs: number): void {
    if (!PASSING.includes(code)) return this.finish().reject(new FrameRefused(code, message));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.sendFirst(), this.backoff.next(Date.now(), retryAfterMs));
  }

  private finish(): Waiting {
    clearTimeout(this.timer);
    const first = this.queue.shift();
    if (!first) throw new Error('Nothing was waiting');
    this.backoff.connected(0);
    this.sendFirst();
    return first;
  }
}

function readAck(frame: Frame): Acknowledged {
  return {
    messageId: String(frame.message_id),
    seq: Number(frame.seq),
    createdAt: String(frame.created_at),
    isDuplicate: frame.duplicate === true,
  };
}
