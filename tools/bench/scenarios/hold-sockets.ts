import { setTimeout as sleep } from 'node:timers/promises';
import { type Bench, metered } from '../bench.ts';
import { residentBytes } from '../cpu/resident-memory.ts';
import type { Scenario } from '../scenario.ts';
import { socketsOf } from './sockets.ts';

const SOCKETS = 5_000;
const SETTLED_AFTER_MS = 3_000;

/** What an open socket takes of the gateway's memory, and of its time while nobody says anything. */
export const holdSockets: Scenario = {
  name: 'hold-sockets',
  title: 'connect 5,000 sockets and join',
  unit: 'connection',
  services: ['realtime-gateway', 'message-service'],
  async measure(bench) {
    const { load } = bench;
    const job = await socketsOf(bench, { sockets: 1 });
    await load.run('openSockets', job);
    await load.run('closeSockets', {});
    const before = await settledBytes(bench);
    const token = job.tokens[0] ?? '';
    const tokens = Array.from({ length: SOCKETS }, () => token);
    const { result, cpuMs, loadMs } = await metered(bench, () => load.run('openSockets', { ...job, tokens }));
    const after = await settledBytes(bench);
    await load.run('closeSockets', {});
    const facts = { 'kB of memory a socket in realtime-gateway': (after - before) / SOCKETS / 1_000 };
    const { latencyMs, seconds } = result;
    return { count: SOCKETS, perSecond: SOCKETS / seconds, latencyMs, cpuMs, loadMs, facts };
  },
};

async function settledBytes({ processes }: Bench): Promise<number> {
  await sleep(SETTLED_AFTER_MS);
  return residentBytes(processes.get('realtime-gateway')?.pid ?? 0);
}
