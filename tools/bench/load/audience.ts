import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { WebSocket } from 'ws';
import { percentiles } from '../statistics.ts';
import { DeliveryCheck } from './delivery-check.ts';
import type { DeliverJob, DeliverResult, OpenSocketsJob, OpenSocketsResult } from './jobs.ts';

/** How long the last deliveries may take after the last send. */
const LAST_DELIVERY_WITHIN_MS = 20_000;
/** How long a message that comes twice is waited for at the end. */
const STRAY_WITHIN_MS = 300;
const BODY_LENGTH = 80;
/** The server answers it with an error frame, and frames of a socket in turn: then the join before it is done. */
const PROBE = JSON.stringify({ type: 'has_joined' });

/** Sockets that joined one channel, and one more that writes into it. */
export class Audience {
  #subscribers: WebSocket[] = [];
  #sender: WebSocket | undefined;
  #channelId = 0;
  #check = new DeliveryCheck(0, numberIn);
  #sent = 0;
  #onDelivery: (message: number) => void = () => undefined;

  async open({ url, channelId, tokens, concurrency }: OpenSocketsJob): Promise<OpenSocketsResult> {
    this.#channelId = channelId;
    this.#check = new DeliveryCheck(tokens.length, numberIn);
    this.#sent = 0;
    this.#sender = await connect(url, tokens[0] ?? '');
    this.#sender.on('message', (frame) => this.#check.fault(`the sender was told ${(frame as Buffer).toString()}`));
    this.#sender.on('close', () => this.#check.fault('the sender was cut off'));
    const latencies: number[] = [];
    const started = performance.now();
    this.#subscribers = await pLimit(concurrency).map(tokens, async (token) => {
      const begun = performance.now();
      const socket = await join(await connect(url, token), channelId);
      latencies.push(performance.now() - begun);
      return socket;
    });
    const seconds = (performance.now() - started) / 1_000;
    this.#subscribers.forEach((socket, subscriber) => this.#listen(socket, subscriber));
    return { seconds, latencyMs: percentiles(latencies) };
  }

  async deliver({ pace, seconds }: DeliverJob): Promise<DeliverResult> {
    const first = this.#sent;
    const sentAt: number[] = [];
    const receivers: number[] = [];
    const latencies: number[] = [];
    let complete = 0;
    const send = () => {
      sentAt.push(performance.now());
      receivers.push(0);
      this.#send();
    };
    const started = performance.now();
    let lastAt = started;
    const refill = () => {
      const isTime = performance.now() - started < seconds * 1_000;
      while (isTime && 'inFlight' in pace && sentAt.length - complete < pace.inFlight) send();
    };
    this.#onDelivery = (message) => {
      const index = message - first;
      lastAt = performance.now();
      latencies.push(lastAt - (sentAt[index] ?? Number.NaN));
      receivers[index] = (receivers[index] ?? 0) + 1;
      if (receivers[index] < this.#subscribers.length) return;
      complete += 1;
      refill();
    };
    if ('perSecond' in pace) {
      await sendSteadily(send, pace.perSecond, seconds);
    } else {
      refill();
      await sleep(seconds * 1_000);
    }
    await this.#waitUntilDelivered();
    const result = { messages: sentAt.length, deliveries: latencies.length, seconds: (lastAt - started) / 1_000 };
    return { ...result, latencyMs: percentiles(latencies) };
  }

  /** @throws Error when anything came twice, in another order or not at all since the sockets were opened. */
  async close(): Promise<Record<string, never>> {
    await sleep(STRAY_WITHIN_MS);
    const sockets = [...this.#subscribers, ...(this.#sender ? [this.#sender] : [])];
    for (const socket of sockets) socket.removeAllListeners('close');
    const closed = sockets
      .filter(({ readyState }) => readyState !== WebSocket.CLOSED)
      .map((socket) => once(socket, 'close'));
    for (const socket of sockets) socket.close();
    await Promise.all(closed);
    this.#subscribers = [];
    this.#check.verify(this.#sent);
    return {};
  }

  #listen(socket: WebSocket, subscriber: number): void {
    socket.on('message', (frame) => {
      const message = this.#check.receive(subscriber, frame as Buffer);
      if (message !== undefined) this.#onDelivery(message);
    });
    socket.on('close', (code) => this.#check.fault(`subscriber ${subscriber} was cut off (${code})`));
  }

  #send(): void {
    const body = `#${this.#sent} `.padEnd(BODY_LENGTH, 'All is well. ');
    this.#sent += 1;
    this.#sender?.send(JSON.stringify({ type: 'send_message', channel_id: this.#channelId, body }));
  }

  async #waitUntilDelivered(): Promise<void> {
    const deadline = performance.now() + LAST_DELIVERY_WITHIN_MS;
    while (!this.#check.isOver(this.#sent) && performance.now() < deadline) await sleep(5);
    this.#check.verify(this.#sent);
  }
}

/** Sends at fixed times, so that a late send is not followed by later ones. */
async function sendSteadily(send: () => void, perSecond: number, seconds: number): Promise<void> {
  const started = performance.now();
  for (let count = 0; count < perSecond * seconds; count += 1) {
    await sleep(Math.max(started + (count * 1_000) / perSecond - performance.now(), 0));
    send();
  }
}

async function connect(url: string, token: string): Promise<WebSocket> {
  const socket = new WebSocket(`${url}?token=${token}`, { perMessageDeflate: false, skipUTF8Validation: true });
  // Its end tells as much.
  socket.on('error', () => undefined);
  await once(socket, 'open');
  return socket;
}

async function join(socket: WebSocket, channelId: number): Promise<WebSocket> {
  socket.send(JSON.stringify({ type: 'join_channel', channel_id: channelId }));
  socket.send(PROBE);
  const [answer] = (await once(socket, 'message')) as [Buffer];
  const { type, code } = JSON.parse(answer.toString()) as { type?: string; code?: string };
  if (type !== 'error' || code !== 'unknown_type') throw new Error(`A socket could not join: ${answer.toString()}`);
  return socket;
}

/** The number that a message's text begins with; -1 for any other frame. */
function numberIn(frame: Buffer): number {
  const { type, message } = JSON.parse(frame.toString()) as { type?: string; message?: { body?: string } };
  const [, number] = (type === 'new_message' ? /^#(\d+) /.exec(message?.body ?? '') : null) ?? [];
  return number === undefined ? -1 : Number(number);
}
