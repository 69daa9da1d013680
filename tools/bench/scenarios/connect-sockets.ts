import { metered } from '../bench.ts';
import type { Scenario } from '../scenario.ts';
import { socketsOf } from './sockets.ts';

/** Opening sockets that each join a channel, as after a restart when everybody comes back. */
export const connectSockets: Scenario = {
  name: 'connect-sockets',
  title: 'connect to /ws/chat/ and join',
  unit: 'connection',
  services: ['realtime-gateway', 'message-service'],
  async measure(bench) {
    const { load, options } = bench;
    await load.run('openSockets', await socketsOf(bench, options));
    await load.run('closeSockets', {});
    const job = await socketsOf(bench, options);
    const { result, cpuMs, loadMs } = await metered(bench, () => load.run('openSockets', job));
    await load.run('closeSockets', {});
    const count = job.tokens.length;
    return { count, perSecond: count / result.seconds, latencyMs: result.latencyMs, cpuMs, loadMs };
  },
};
