import { metered } from '../bench.ts';
import type { Scenario } from '../scenario.ts';
import { neighboursOf } from '../suite/neighbours.ts';

const PEOPLE = 5_000;
/** After the first one everybody may send so many at once. */
const ROUNDS = 3;
const AT_ONCE = 64;

/** Everybody is there and says so, as fast as it goes; nothing changes for anybody. */
export const heartbeats: Scenario = {
  name: 'heartbeats',
  title: 'heartbeats of 5,000 people',
  unit: 'heartbeat',
  services: ['realtime-gateway'],
  async measure(bench) {
    const { load, options, url } = bench;
    const tokens = await neighboursOf(bench, PEOPLE);
    const address = `${url.replace(/^http/, 'ws')}/ws/presence/`;
    await load.run('openPresence', { url: address, tokens, concurrency: options.concurrency });
    // The first one of each is a change, of which fifty people are told.
    await load.run('beat', { rounds: 1, concurrency: AT_ONCE });
    const beating = await metered(bench, () => load.run('beat', { rounds: ROUNDS, concurrency: AT_ONCE }));
    await load.run('closePresence', {});
    const { result, cpuMs, loadMs } = beating;
    const count = result.heartbeats;
    const facts = { 'CPU µs of Redis for a heartbeat': ((cpuMs['redis-server'] ?? 0) * 1_000) / count };
    return { count, perSecond: count / result.seconds, latencyMs: result.latencyMs, cpuMs, loadMs, facts };
  },
};
