import pLimit from 'p-limit';
import type { WebSocket } from 'ws';
import { percentiles } from '../statistics.ts';
import { closeAll, connect, nextOfType } from './chat-socket.ts';
import type { BeatJob, BeatResult, OpenPresenceJob } from './jobs.ts';

const HEARTBEAT = JSON.stringify({ type: 'heartbeat', status: 'online' });
/** Answered once the heartbeat before it has been served. */
const PING = JSON.stringify({ type: 'ping', t: 1 });

/** Sockets of `/ws/presence/` that say that their owners are there. */
export class Heartbeats {
  #sockets: WebSocket[] = [];

  async open({ url, tokens, concurrency }: OpenPresenceJob): Promise<Record<string, never>> {
    this.#sockets = await pLimit(concurrency).map(tokens, (token) => connect(url, token, '&v=2'));
    return {};
  }

  /** Everybody's heart beats, `rounds` times, at most `concurrency` at a time. */
  async beat({ rounds, concurrency }: BeatJob): Promise<BeatResult> {
    const latencies: number[] = [];
    const started = performance.now();
    for (let round = 0; round < rounds; round += 1) {
      await pLimit(concurrency).map(this.#sockets, async (socket) => {
        const begun = performance.now();
        await beat(socket);
        latencies.push(performance.now() - begun);
      });
    }
    const seconds = (performance.now() - started) / 1_000;
    return { heartbeats: latencies.length, seconds, latencyMs: percentiles(latencies) };
  }

  async close(): Promise<Record<string, never>> {
    await closeAll(this.#sockets);
    this.#sockets = [];
    return {};
  }
}

async function beat(socket: WebSocket): Promise<void> {
  const served = nextOfType(socket, 'pong');
  socket.send(HEARTBEAT);
  socket.send(PING);
  await served;
}
