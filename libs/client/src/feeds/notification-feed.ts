import { Listeners } from '../listeners.js';
import type { Frame } from '../socket/frames.js';
import { ReliableSocket } from '../socket/reliable-socket.js';
import type { SocketOptions } from '../socket/socket-options.js';

/** Something that is meant for this person. */
export interface Notification {
  readonly seq: number;
  /** `mention`, `direct`, `reply`, `invitation`. */
  readonly kind: string;
  /** One sentence for people. */
  readonly message: string;
}

interface NotificationEvents {
  notification: Notification;
  /** Too many were missed: list them over HTTP. */
  reset: { readonly head: number };
}

/** `/ws/notifications/`: each notification once, also those that came while the network was away. */
export class NotificationFeed {
  private readonly listeners = new Listeners<NotificationEvents>();
  private readonly socket: ReliableSocket;

  /** @param since the last one that is known; without it the feed starts with what comes. */
  constructor(
    options: SocketOptions,
    private seq?: number,
  ) {
    this.socket = new ReliableSocket('/ws/notifications/', options);
    this.socket.on('open', () => this.subscribe());
    this.socket.on('frame', (frame) => this.hear(frame));
    this.socket.connect();
  }

  readonly on = this.listeners.on.bind(this.listeners);

  /** This one and all before it are read, on every device. */
  acknowledge(seq: number): void {
    this.socket.send({ type: 'ack_notification', seq });
  }

  close(): void {
    this.socket.close();
  }

  private subscribe(): void {
    this.socket.send({ type: 'subscribe', ...(this.seq === undefined ? {} : { since: this.seq }) });
  }

  private hear(frame: Frame): void {
    const seq = Number(frame.seq ?? frame.head);
    if (frame.type === 'subscribed') {
      if (this.seq !== undefined && frame.recovered === false) {
        this.seq = seq;
        this.listeners.tell('reset', { head: seq });
      }
      this.seq ??= seq;
    } else if (frame.type === 'notification' && seq > (this.seq ?? -1)) {
      if (this.seq !== undefined && seq > this.seq + 1) return this.subscribe();
      this.seq = seq;
      this.listeners.tell('notification', { seq, kind: String(frame.kind), message: String(frame.message) });
    }
  }
}
