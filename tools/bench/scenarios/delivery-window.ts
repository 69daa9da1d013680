import { type Bench, metered } from '../bench.ts';
import type { DeliverJob } from '../load/jobs.ts';
import type { Measurement } from '../scenario.ts';
import { socketsOf } from './sockets.ts';

/** Opens the sockets, warms up, measures one window of deliveries, and checks that each socket got each message once. */
export async function measureDelivery(bench: Bench, pace: DeliverJob['pace']): Promise<Measurement> {
  const { load, options, records } = bench;
  await load.run('openSockets', await socketsOf(bench));
  await load.run('deliver', { pace, seconds: options.warmupSeconds });
  await records.settle();
  const { result, cpuMs, loadMs } = await metered(bench, async () => {
    const delivered = await load.run('deliver', { pace, seconds: options.seconds });
    await records.settle();
    return delivered;
  });
  await load.run('closeSockets', {});
  const { deliveries, latencyMs, messages, seconds } = result;
  if (deliveries !== messages * options.sockets) {
    throw new Error(`${messages} messages to ${options.sockets} sockets made ${deliveries} deliveries.`);
  }
  return { count: deliveries, perSecond: deliveries / seconds, latencyMs, cpuMs, loadMs };
}
