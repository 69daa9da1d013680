import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { WebSocket } from 'ws';
import { percentiles } from '../statistics.ts';
import { closeAll, connect, nextOfType } from './chat-socket.ts';
import type { ComeBackJob, ComeBackResult, OpenFollowersJob } from './jobs.ts';

const BACK_WITHIN_MS = 60_000;
/** How long an event that comes twice is waited for at the end. */
const STRAY_WITHIN_MS = 300;

interface Frame {
  readonly type: string;
  readonly seq?: number;
  readonly head?: number;
  readonly recovered?: boolean;
}

interface Follower {
  readonly token: string;
  readonly channelId: number;
  socket: WebSocket;
  /** Number of the last event it has got. */
  position: number;
}

/** Sockets of version 2 of the protocol that lose their connections and come back to where they were. */
export class Followers {
  #url = '';
  #followers: Follower[] = [];

  /** Each joins one channel, in turn. */
  async open({ url, channelIds, tokens, concurrency }: OpenFollowersJob): Promise<Record<string, never>> {
    this.#url = url;
    this.#followers = await pLimit(concurrency).map(tokens, async (token, index) => {
      const channelId = channelIds[index % channelIds.length] ?? 0;
      const socket = await connect(url, token, '&v=2');
      const joined = nextOfType<Frame>(socket, 'joined');
      socket.send(JSON.stringify({ type: 'join_channel', channel_id: channelId }));
      return { token, channelId, socket, position: (await joined).head ?? 0 };
    });
    return {};
  }

  /** Cuts every connection, as the end of a gateway does. */
  async lose(): Promise<Record<string, never>> {
    const closed = this.#followers.map(({ socket }) => once(socket, 'close'));
    for (const { socket } of this.#followers) socket.terminate();
    await Promise.all(closed);
    return {};
  }

  /**
   * All connect at once and resume, each until it has what it missed.
   * @throws Error when somebody gets anything else than the next `missed` events in their order.
   */
  async comeBack({ missed }: ComeBackJob): Promise<ComeBackResult> {
    const started = performance.now();
    const latencies: number[] = [];
    const faults: string[] = [];
    const back = this.#followers.map(async (follower) => {
      await this.#resume(follower, missed, faults);
      latencies.push(performance.now() - started);
    });
    const limit = sleep(BACK_WITHIN_MS, undefined, { ref: false }).then(() => {
      throw new Error(`${latencies.length} of ${this.#followers.length} sockets came back in time`);
    });
    await Promise.race([Promise.all(back), limit]);
    const seconds = (performance.now() - started) / 1_000;
    await sleep(STRAY_WITHIN_MS);
    await closeAll(this.#followers.map(({ socket }) => socket));
    const [fault] = faults;
    if (fault !== undefined) throw new Error(fault);
    return { seconds, latencyMs: percentiles(latencies) };
  }

  async #resume(follower: Follower, missed: number, faults: string[]): Promise<void> {
    const { channelId, token } = follower;
    const end = follower.position + missed;
    const socket = await connect(this.#url, token, '&v=2');
    follower.socket = socket;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    let isResumed = false;
    socket.on('message', (bytes) => {
      const frame = JSON.parse((bytes as Buffer).toString()) as Frame;
      if (frame.type === 'new_message') {
        follower.position += 1;
        if (frame.seq !== follower.position) faults.push(`channel ${channelId}: waited for ${follower.position}`);
        if (follower.position > end) faults.push(`channel ${channelId}: got more than it has`);
      } else if (frame.type === 'resumed') {
        isResumed = true;
      } else if (frame.type !== 'hello' && !(frame.type === 'joined' && frame.recovered === true)) {
        faults.push(`channel ${channelId}: was told ${JSON.stringify(frame)}`);
      }
      if (faults.length > 0 || (isResumed && follower.position === end)) resolve(undefined);
    });
    socket.send(JSON.stringify({ type: 'resume', channels: { [channelId]: follower.position } }));
    await promise;
  }
}
