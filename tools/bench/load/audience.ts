import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { WebSocket } from 'ws';
import { percentiles } from '../statistics.ts';
import { closeAll, connect, join } from './chat-socket.ts';
import type { DeliverJob, DeliverResult, OpenSocketsJob, OpenSocketsResult } from './jobs.ts';
import { Stage } from './stage.ts';

/** How long the last deliveries may take after the last send. */
const LAST_DELIVERY_WITHIN_MS = 20_000;
/** How long a message that comes twice is waited for at the end. */
const STRAY_WITHIN_MS = 300;

/** Sockets that joined channels, and more that write into these. */
export class Audience {
  #sockets: WebSocket[] = [];
  #stages: Stage[] = [];
  #faults: string[] = [];

  /** The first socket joins the first channel, and so on in turn. */
  async open({ url, channelIds, tokens, concurrency, senders }: OpenSocketsJob): Promise<OpenSocketsResult> {
    this.#faults = [];
    const writing = await Promise.all(tokens.slice(0, senders).map((token) => this.#openSender(url, token)));
    this.#stages = channelIds.map((id, index) => {
      const subscribers = tokens.filter((_, socket) => socket % channelIds.length === index).length;
      // Messages that follow each other are of different senders, whose frames are served at the same time.
      const first = index % writing.length;
      return new Stage(id, subscribers, [...writing.slice(first), ...writing.slice(0, first)]);
    });
    const latencies: number[] = [];
    const started = performance.now();
    const reading = await pLimit(concurrency).map(tokens, async (token, index) => {
      const begun = performance.now();
      const socket = await join(await connect(url, token), channelIds[index % channelIds.length] ?? 0);
      latencies.push(performance.now() - begun);
      return socket;
    });
    const seconds = (performance.now() - started) / 1_000;
    reading.forEach((socket, index) => this.#stages[index % channelIds.length]?.add(socket));
    this.#sockets = [...writing, ...reading];
    return { seconds, latencyMs: percentiles(latencies) };
  }

  async deliver({ pace, seconds }: DeliverJob): Promise<DeliverResult> {
    const latencies: number[] = [];
    const underWay = this.#stages.map(() => new Map<number, { readonly sentAt: number; left: number }>());
    let sent = 0;
    let incomplete = 0;
    const send = () => {
      const at = sent % this.#stages.length;
      const stage = this.#stages[at];
      sent += 1;
      incomplete += 1;
      if (stage) underWay[at]?.set(stage.send(), { sentAt: performance.now(), left: stage.subscribers });
    };
    const started = performance.now();
    let lastAt = started;
    const refill = () => {
      const isTime = performance.now() - started < seconds * 1_000;
      while (isTime && 'inFlight' in pace && incomplete < pace.inFlight) send();
    };
    this.#stages.forEach((stage, at) => {
      stage.onDelivery = (message) => {
        const delivery = underWay[at]?.get(message);
        lastAt = performance.now();
        if (!delivery) return;
        latencies.push(lastAt - delivery.sentAt);
        delivery.left -= 1;
        if (delivery.left > 0) return;
        underWay[at]?.delete(message);
        incomplete -= 1;
        refill();
      };
    });
    if ('perSecond' in pace) {
      await sendSteadily(send, pace.perSecond, seconds);
    } else {
      refill();
      await sleep(seconds * 1_000);
    }
    await this.#waitUntilDelivered();
    const result = { messages: sent, deliveries: latencies.length, seconds: (lastAt - started) / 1_000 };
    return { ...result, latencyMs: percentiles(latencies) };
  }

  /** @throws Error when anything came twice, in another order or not at all since the sockets were opened. */
  async close(): Promise<Record<string, never>> {
    await sleep(STRAY_WITHIN_MS);
    for (const socket of this.#sockets) socket.removeAllListeners('close');
    await closeAll(this.#sockets);
    this.#sockets = [];
    this.#verify();
    return {};
  }

  async #openSender(url: string, token: string): Promise<WebSocket> {
    const sender = await connect(url, token);
    sender.on('message', (frame) => this.#faults.push(`a sender was told ${(frame as Buffer).toString()}`));
    sender.on('close', () => this.#faults.push('a sender was cut off'));
    return sender;
  }

  async #waitUntilDelivered(): Promise<void> {
    const deadline = performance.now() + LAST_DELIVERY_WITHIN_MS;
    const isOver = () => this.#faults.length > 0 || this.#stages.every((stage) => stage.isOver);
    while (!isOver() && performance.now() < deadline) await sleep(5);
    this.#verify();
  }

  #verify(): void {
    const [fault] = this.#faults;
    if (fault !== undefined) throw new Error(fault);
    for (const stage of this.#stages) stage.verify();
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
