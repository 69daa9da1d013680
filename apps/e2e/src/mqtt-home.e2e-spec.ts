import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually, HomeGraphServer } from '@atrium/testing';
import mqtt, { type MqttClient } from 'mqtt';

import { GoogleAccount, registerGoogle } from './support/google-account.js';
import { LiveSuite } from './support/live-suite.js';
import type { Person } from './support/person.js';

const MINUTES = 60_000;
/** What was killed takes its time to be back, on a busy machine most of all. */
const LATE = { within: 2 * MINUTES };

let suite: LiveSuite;
let google: HomeGraphServer;
let alice: Person;
let account: GoogleAccount;
let application: Awaited<ReturnType<typeof registerGoogle>>;
let lamp: MqttClient;
let base: string;
let lampId: string;
let agentUserId: string;
const heard: Record<string, unknown>[] = [];

beforeAll(async () => {
  google = await HomeGraphServer.start({ trustsAnyKey: true });
  suite = await LiveSuite.start({ env: google.environment });
  alice = await suite.signUp('alice');
  application = await registerGoogle(alice);
  account = await GoogleAccount.link(suite, 'alice', application);
  const home = await alice.http.post<{ id: string; bridgeId: string }>('/api/homes', { name: 'Flat' });
  const place = `atrium/${home.body.bridgeId}`;
  await alice.http.patch(`/api/homes/${home.body.id}`, { mqttPrefix: `${place}/homeassistant` });
  base = `${place}/lamp`;
  lamp = await mqtt.connectAsync(suite.servers.mqttUrl ?? '', { protocolVersion: 4, reconnectPeriod: 200 });
  lamp.on('message', (_topic, payload) => {
    const told = JSON.parse(payload.toString()) as Record<string, unknown>;
    heard.push(told);
    lamp.publish(base, JSON.stringify(told), { qos: 1 });
  });
  await lamp.subscribeAsync(`${base}/set`, { qos: 1 });
  const config = { name: 'Lamp', schema: 'json', brightness: true, brightness_scale: 100, '~': base };
  const topics = { stat_t: '~', cmd_t: '~/set', dev: { ids: 'l1' } };
  const announcement = JSON.stringify({ ...config, ...topics });
  await lamp.publishAsync(`${place}/homeassistant/light/l1/config`, announcement, { qos: 1, retain: true });
  await eventually(async () => {
    const found = await account.sync(google);
    lampId = found.devices[0]?.id ?? '';
    agentUserId = found.agentUserId;
    expect(found.devices).toHaveLength(1);
  }, LATE);
}, 3 * MINUTES);

afterAll(async () => {
  await lamp.endAsync(true);
  await suite.stop();
  await google.stop();
});

function expectReported(state: object): Promise<void> {
  return eventually(() => expect(google.homes.stateOf(agentUserId, lampId)).toMatchObject(state), LATE);
}

it(
  'goes from Google to a device on the broker and back: told, confirmed, and reported',
  async () => {
    await lamp.publishAsync(base, JSON.stringify({ state: 'OFF', brightness: 10 }), { qos: 1 });
    await expectReported({ online: true, on: false });
    const { payload } = await account.execute(lampId, 'BrightnessAbsolute', { brightness: 40 });
    expect(payload.commands).toMatchObject([{ ids: [lampId], status: 'SUCCESS', states: { brightness: 40 } }]);
    expect(heard.at(-1)).toMatchObject({ state: 'ON', brightness: 40 });
    await expectReported({ online: true, on: true, brightness: 40 });
  },
  2 * MINUTES,
);

it(
  'reports what a device said while smarthome-service, NATS and HomeGraph were killed one after the other',
  async () => {
    const service = suite.apps.app('smarthome-service');
    await google.goDown();
    await service.kill('SIGKILL');
    await lamp.publishAsync(base, JSON.stringify({ state: 'ON', brightness: 77 }), { qos: 1 });
    await suite.servers.nats.stop();
    await suite.servers.nats.start();
    await service.start();
    await google.comeBack();
    await expectReported({ online: true, on: true, brightness: 77 });
    await eventually(async () => {
      const { payload } = await account.execute(lampId, 'BrightnessAbsolute', { brightness: 12 });
      expect(payload.commands).toMatchObject([{ status: 'SUCCESS' }]);
    }, LATE);
    await expectReported({ brightness: 12 });
  },
  6 * MINUTES,
);

it(
  'keeps a device from everybody else in all four intents, and answers a link that was taken back with 401',
  async () => {
    await suite.signUp('bob');
    const other = await GoogleAccount.link(suite, 'bob', application);
    const sync = await other.ask<{ devices: object[] }>('SYNC');
    expect(sync.payload.devices).toEqual([]);
    const query = await other.ask('QUERY', { devices: [{ id: lampId }] });
    expect(query.payload).toMatchObject({ devices: { [lampId]: { errorCode: 'deviceNotFound' } } });
    const before = heard.length;
    const execute = await other.execute(lampId, 'OnOff', { on: false });
    expect(execute.payload.commands).toEqual([{ ids: [lampId], status: 'ERROR', errorCode: 'deviceNotFound' }]);
    expect(heard).toHaveLength(before);
    await other.ask('DISCONNECT');
    expect((await other.ask('SYNC')).status).toBe(401);

    const mine = await account.ask('QUERY', { devices: [{ id: lampId }] });
    expect(mine.payload).toMatchObject({ devices: { [lampId]: { status: 'SUCCESS', brightness: 12 } } });
    const { body } = await alice.http.get<{ items: { id: string }[] }>('/o/authorized_tokens/');
    for (const { id } of body.items) await alice.http.delete(`/o/authorized_tokens/${id}/`);
    await eventually(async () => {
      const answers = [await account.ask('QUERY', { devices: [{ id: lampId }] }), await account.ask('SYNC')];
      expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    }, LATE);
  },
  3 * MINUTES,
);
