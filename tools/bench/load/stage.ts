import type { WebSocket } from 'ws';
import { DeliveryCheck } from './delivery-check.ts';

const BODY_LENGTH = 80;

/** One channel, the sockets that joined it, and those that take turns in writing into it. */
export class Stage {
  readonly #senders: readonly WebSocket[];
  readonly #channelId: number;
  readonly #check: DeliveryCheck;
  #subscribers = 0;
  #sent = 0;
  /** Told of each delivery: the message's number in this channel. */
  onDelivery: (message: number) => void = () => undefined;

  constructor(channelId: number, subscribers: number, senders: readonly WebSocket[]) {
    this.#channelId = channelId;
    this.#check = new DeliveryCheck(subscribers, numberIn, senders.length);
    this.#senders = senders;
  }

  get subscribers(): number {
    return this.#subscribers;
  }

  add(socket: WebSocket): void {
    const subscriber = this.#subscribers;
    this.#subscribers += 1;
    socket.on('message', (frame) => {
      const message = this.#check.receive(subscriber, frame as Buffer);
      if (message !== undefined) this.onDelivery(message);
    });
    socket.on('close', (code) => this.#check.fault(`subscriber ${subscriber} was cut off (${code})`));
  }

  /** Sends the next message and returns its number in this channel. */
  send(): number {
    const number = this.#sent;
    const body = `#${number} `.padEnd(BODY_LENGTH, 'All is well. ');
    this.#sent += 1;
    const sender = this.#senders[number % this.#senders.length];
    sender?.send(JSON.stringify({ type: 'send_message', channel_id: this.#channelId, body }));
    return number;
  }

  /** True when everybody has got everything, or something went wrong. */
  get isOver(): boolean {
    return this.#check.isOver(this.#sent);
  }

  /** @throws Error unless everybody has got everything that was sent, once and in order. */
  verify(): void {
    this.#check.verify(this.#sent);
  }
}

/** The number that a message's text begins with; -1 for any other frame. */
function numberIn(frame: Buffer): number {
  const { type, message } = JSON.parse(frame.toString()) as { type?: string; message?: { body?: string } };
  const [, number] = (type === 'new_message' ? /^#(\d+) /.exec(message?.body ?? '') : null) ?? [];
  return number === undefined ? -1 : Number(number);
}
