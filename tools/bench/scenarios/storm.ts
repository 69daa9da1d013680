import { type Bench, metered } from '../bench.ts';
import type { Scenario } from '../scenario.ts';
import { sendMessageTemplate } from '../suite/fixture.ts';
import { socketsOf } from './sockets.ts';

const SOCKETS = 1_000;
const CHANNELS = 100;
/** Messages in each channel while everybody is away. */
const MISSED = 5;

/** A gateway has ended: everybody who was there comes back at the same moment and wants what they missed. */
export const storm: Scenario = {
  name: 'storm',
  title: '1,000 sockets in 100 channels resume at once',
  unit: 'connection',
  services: ['realtime-gateway', 'message-service'],
  async measure(bench) {
    const { load, records } = bench;
    const { senders: _, ...job } = await socketsOf(bench, { sockets: SOCKETS, channels: CHANNELS });
    await load.run('openFollowers', job);
    await load.run('loseFollowers', {});
    await sendMeanwhile(bench, job.channelIds);
    const before = await records.statements();
    const { result, cpuMs, loadMs } = await metered(bench, () => load.run('comeBack', { missed: MISSED }));
    const statements = (await records.statements()) - before;
    const { latencyMs, seconds } = result;
    const facts = { 'seconds until all had resumed': seconds, 'statements that PostgreSQL ran': statements };
    return { count: SOCKETS, perSecond: SOCKETS / seconds, latencyMs, cpuMs, loadMs, facts };
  },
};

async function sendMeanwhile({ fixture, load, records, url }: Bench, channelIds: readonly number[]): Promise<void> {
  await load.run('http', {
    url: `${url}/api/messages/`,
    method: 'POST',
    headers: { authorization: `Bearer ${await fixture.owner.freshToken()}`, 'content-type': 'application/json' },
    bodyTemplates: channelIds.map(sendMessageTemplate),
    connections: 1,
    limit: { requests: MISSED * channelIds.length },
  });
  await records.settle();
}
