import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  deviceStateChanged,
  followDevices,
  homeAccessEnded,
  subjectOf,
  type EventContract,
  type FollowedDevice,
} from '@atrium/contracts';
import { stubRpc, type ChatSocket, type Frame, type TestPerson } from '@atrium/testing';

import { GatewaysUnderTest } from './gateway-under-test.js';

let gateways: GatewaysUnderTest;
let ada: TestPerson;
const mine = randomUUID();
const shared = randomUUID();
const foreign = randomUUID();
/** Homes that Ada has a part in. */
const homeIds = new Set<string>([mine, shared]);
const devices = new Map<string, FollowedDevice>();

beforeAll(async () => {
  gateways = await GatewaysUnderTest.start();
  ada = gateways.person('Ada');
  await stubRpc(gateways.nats, followDevices, ({ homeId }) => {
    const seen = homeId === undefined ? [...homeIds] : [homeId];
    return { homeIds: seen, devices: [...devices.values()].filter((device) => seen.includes(device.homeId)) };
  });
}, 60_000);

afterAll(() => gateways.stop());

function tell<Payload extends object>(event: EventContract<Payload>, payload: Payload): void {
  gateways.nats.publish(subjectOf(event, payload), JSON.stringify(payload));
}

/** A device as its owner stores it. */
function given(homeId: string): FollowedDevice {
  const device = { deviceId: randomUUID(), homeId, isOnline: true, state: { on: false }, version: 1 };
  devices.set(device.deviceId, device);
  return device;
}

/** The device changes; what is lost is stored and not told. */
function change(deviceId: string, isLost = false): FollowedDevice {
  const before = devices.get(deviceId);
  if (!before) throw new Error('no such device');
  const device = { ...before, state: { on: before.state.on !== true }, version: before.version + 1 };
  devices.set(deviceId, device);
  const more = { changes: device.state, cause: 'report', occurredAt: new Date().toISOString() } as const;
  if (!isLost) tell(deviceStateChanged, { ...device, ...more });
  return device;
}

const frameOf = ({ deviceId, homeId, state, version }: FollowedDevice) => ({
  type: 'device_update',
  ...{ home_id: homeId, device_id: deviceId, state, online: true, version },
});
const updateOf =
  ({ deviceId, version }: FollowedDevice) =>
  (frame: Frame) =>
    frame.device_id === deviceId && frame.version === version;
const updates = (socket: ChatSocket, { deviceId }: FollowedDevice) =>
  socket.frames.filter((frame) => frame.device_id === deviceId).map(({ version }) => version as number);

async function subscribed(frame: object = {}): Promise<ChatSocket> {
  const socket = await gateways.open(ada, '/ws/devices');
  socket.send({ type: 'subscribe', ...frame });
  await socket.next(({ type }) => type === 'subscribed');
  return socket;
}

it('tells how the devices of all one’s homes are, and how they change, and nobody else’s', async () => {
  const [lamp, door, theirs] = [given(mine), given(shared), given(foreign)];
  const socket = await subscribed();
  expect(await socket.next(updateOf(lamp))).toEqual(frameOf(lamp));
  change(theirs.deviceId);
  const [lit, open] = [change(lamp.deviceId), change(door.deviceId)];
  expect(await socket.next(updateOf(lit))).toEqual(frameOf(lit));
  expect(await socket.next(updateOf(open))).toEqual(frameOf(open));
  expect(updates(socket, theirs)).toEqual([]);
  await socket.close();
});

it('tells those of one home, and only what is new to the client', async () => {
  const [known, changed, elsewhere] = [given(mine), given(mine), given(shared)];
  const newer = change(changed.deviceId, true);
  const since = { [known.deviceId]: 1, [changed.deviceId]: 1, nonsense: 'x' };
  const socket = await subscribed({ home_id: mine, since });
  expect(await socket.next(updateOf(newer))).toEqual(frameOf(newer));
  change(elsewhere.deviceId);
  await socket.next(updateOf(change(changed.deviceId)));
  expect([known, elsewhere].map((device) => updates(socket, device))).toEqual([[], []]);
  await socket.close();
});

it('drops what is older than what the client has', async () => {
  const lamp = given(mine);
  const socket = await subscribed({ home_id: mine });
  await socket.next(updateOf(lamp));
  const second = change(lamp.deviceId, true);
  const third = change(lamp.deviceId);
  await socket.next(updateOf(third));
  tell(deviceStateChanged, { ...second, changes: {}, cause: 'report', occurredAt: new Date().toISOString() });
  await socket.next(updateOf(change(lamp.deviceId)));
  expect(updates(socket, lamp)).toEqual([1, 3, 4]);
  await socket.close();
});

it('ends when somebody has no part in the home any more', async () => {
  const door = given(shared);
  const socket = await subscribed({ home_id: shared });
  await socket.next(updateOf(door));
  homeIds.delete(shared);
  tell(homeAccessEnded, { homeId: shared, userIds: [ada.userId], occurredAt: new Date().toISOString() });
  const ended = { type: 'unsubscribed', home_id: shared, reason: 'removed' };
  expect(await socket.next(({ type }) => type === 'unsubscribed')).toEqual(ended);
  change(door.deviceId);
  socket.send({ type: 'subscribe' });
  const again = await socket.next(({ type, home_ids: ids }) => type === 'subscribed' && String(ids) === mine);
  expect(again).toEqual({ type: 'subscribed', home_ids: [mine] });
  expect(updates(socket, door)).toEqual([1]);
  homeIds.add(shared);
  await socket.close();
});

it.each([{ home_id: 'x' }, { since: 7 }])('refuses %j', async (frame) => {
  const socket = await gateways.open(ada, '/ws/devices');
  socket.send({ type: 'subscribe', ...frame });
  expect(await socket.next(({ type }) => type === 'error')).toMatchObject({ code: 'bad_frame' });
  await socket.close();
});
