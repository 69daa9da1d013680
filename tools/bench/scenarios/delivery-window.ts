import { type Bench, metered } from '../bench.ts';
import type { DeliverJob } from '../load/jobs.ts';
import type { Measurement } from '../scenario.ts';
import { type Crowd, socketsOf } from './sockets.ts';

/** Opens the sockets, warms up, measures one window of deliveries, and checks that each socket got each message once. */
export async function measureDelivery(
  bench: Bench,
  pace: DeliverJob['pace'],
  crowd: Crowd = bench.options,
): Promise<Measurement> {
  const { load, options, records } = bench;
  await load.run('openSockets', await socketsOf(bench, crowd));
  await load.run('deliver', { pace, seconds: options.warmupSeconds });
  await records.settle();
  const { result, cpuMs, loadMs } = await metered(bench, async () => {
    const delivered = await load.run('deliver', { pace, seconds: options.seconds });
    await records.settle();
    return delivered;
  });
  await load.run('closeSockets', {});
  const { deliveries, latencyMs, messages, seconds } = result;
  // The channels have equally many sockets, so that each message has equally many deliveries.
  if (deliveries !== messages * (crowd.sockets / (crowd.channels ?? 1))) {
    throw new Error(`${messages} messages to ${crowd.sockets} sockets made ${deliveries} deliveries.`);
  }
  const facts = {
    'deliveries per CPU-second of realtime-gateway': deliveries / ((cpuMs['realtime-gateway'] ?? 0) / 1_000),
  };
  return { count: deliveries, perSecond: deliveries / seconds, latencyMs, cpuMs, loadMs, facts };
}
