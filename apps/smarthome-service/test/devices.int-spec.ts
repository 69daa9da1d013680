import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createDevice,
  createHome,
  deleteDevice,
  deviceChanged,
  deviceOffline,
  deviceStateChanged,
  getDevice,
  getDeviceState,
  listDeviceHistory,
  listDevices,
  pingOf,
  putHomeMember,
  runDeviceCommands,
  updateDevice,
  type CreateDeviceRequest,
  type CreatedDevice,
  type HomeView,
  type SharedHomeRole,
} from '@atrium/contracts';
import type { TestPerson } from '@atrium/testing';

import { BRIGHTNESS, LIGHT, LOCK, LOCK_UNLOCK, ON_OFF, startSmarthome } from './smarthome-service-under-test.js';
import type { SmarthomeUnderTest } from './smarthome-service-under-test.js';

const MOST = 8;

describe('devices', () => {
  let suite: SmarthomeUnderTest;
  let john: TestPerson;
  let mary: TestPerson;
  let home: HomeView;

  beforeAll(async () => {
    suite = await startSmarthome({ DEVICES_PER_USER: String(MOST) });
    [john, mary] = [suite.person('John'), suite.person('Mary')];
    home = await suite.rpc.call(createHome, { name: 'Home', rooms: [] }, john);
  });

  afterAll(() => suite.stop());

  function lamp(homeId: string): Pick<CreateDeviceRequest, keyof CreateDeviceRequest> {
    return { homeId, name: 'Lamp', type: LIGHT, traits: [ON_OFF, BRIGHTNESS], driver: 'virtual' };
  }

  async function givenHomeOf(owner: TestPerson): Promise<HomeView> {
    return suite.rpc.call(createHome, { name: 'Home', rooms: [] }, owner);
  }

  /** A lamp in a new home of somebody's. */
  async function givenLamp(owner = suite.person('Ann'), changes = {}): Promise<[CreatedDevice, TestPerson]> {
    const { id: homeId } = await givenHomeOf(owner);
    return [await suite.rpc.call(createDevice, { ...lamp(homeId), ...changes }, owner), owner];
  }

  it('have a service that answers its ping', async () => {
    await expect(suite.rpc.call(pingOf('smarthome'), {})).resolves.toMatchObject({ service: 'smarthome-service' });
  });

  it('are none at first', async () => {
    await expect(suite.rpc.call(listDevices, { limit: 200 }, suite.person('New'))).resolves.toEqual([]);
  });

  it('are added with all that can be said of them, and told', async () => {
    const deviceInfo = { manufacturer: 'Acme', model: 'L1' };
    const described = { room: 'Hall', nicknames: ['Sun'], deviceInfo, customData: { a: 1 }, willReportState: false };
    const created = await suite.rpc.call(createDevice, { ...lamp(home.id), ...described }, john);
    expect(created).toMatchObject({ ...described, secret: null, isOnline: true, role: 'owner', driver: 'virtual' });
    const { secret: _, ...device } = created;
    await expect(suite.rpc.call(getDevice, { deviceId: device.id }, john)).resolves.toEqual(device);
    await expect(suite.rpc.call(getDeviceState, { deviceId: device.id }, john)).resolves.toMatchObject({
      state: { on: false, brightness: expect.any(Number) },
      isOnline: true,
      version: 1,
    });
    await suite.events.take(deviceChanged, ({ deviceId, change }) => deviceId === device.id && change === 'created');
    await suite.rpc.call(deleteDevice, { deviceId: device.id }, john);
    await suite.events.take(deviceChanged, ({ deviceId, change }) => deviceId === device.id && change === 'deleted');
    await expect(suite.rpc.call(getDevice, { deviceId: device.id }, john)).rejects.toMatchObject({
      code: 'DEVICE_NOT_FOUND',
    });
  });

  it('are listed from owned and shared homes, oldest first, page by page', async () => {
    const [first, owner] = await givenLamp();
    const [second] = await givenLamp();
    const [third] = await givenLamp(owner);
    const { homeId } = second;
    const ids = async (request: object) =>
      (await suite.rpc.call(listDevices, { limit: 200, ...request }, owner)).map(({ id }) => id);
    await expect(ids({})).resolves.toEqual([first.id, third.id]);
    await expect(ids({ limit: 1 })).resolves.toEqual([first.id]);
    await expect(ids({ after: first.id })).resolves.toEqual([third.id]);
    await expect(ids({ homeId: third.homeId })).resolves.toEqual([third.id]);
    await expect(ids({ homeId })).resolves.toEqual([]);
  });

  it.each([0, 201])('are refused in a list of %d', async (limit) => {
    await expect(suite.rpc.call(listDevices, { limit }, john)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('are nobody’s without a token', async () => {
    await expect(suite.rpc.call(listDevices, { limit: 1 })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('do not exist for strangers', async () => {
    const [{ id: deviceId }] = await givenLamp();
    const commands = [{ command: 'action.devices.commands.OnOff', params: { on: true } }];
    const tries = [
      () => suite.rpc.call(getDevice, { deviceId }, mary),
      () => suite.rpc.call(getDeviceState, { deviceId }, mary),
      () => suite.rpc.call(listDeviceHistory, { deviceId, limit: 1 }, mary),
      () => suite.rpc.call(updateDevice, { deviceId, name: 'Mine' }, mary),
      () => suite.rpc.call(deleteDevice, { deviceId }, mary),
      () => suite.rpc.call(runDeviceCommands, { deviceId, commands }, mary),
      () => suite.rpc.call(getDevice, { deviceId: randomUUID() }, mary),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: 'DEVICE_NOT_FOUND' });
    await expect(suite.rpc.call(createDevice, lamp(home.id), mary)).rejects.toMatchObject({ code: 'HOME_NOT_FOUND' });
  });

  it.each([
    ['viewer', false, false],
    ['operator', true, false],
    ['admin', true, true],
  ] as const)('are seen by a %s, operated: %s, changed: %s', async (role: SharedHomeRole, operates, changes) => {
    const [{ id: deviceId, homeId }, owner] = await givenLamp();
    const member = suite.person('Mick');
    await suite.rpc.call(putHomeMember, { homeId, userId: member.userId, role }, owner);
    const seen = await suite.rpc.call(getDevice, { deviceId }, member);
    expect(seen.role).toBe(role);
    expect('driverSettings' in seen).toBe(changes);
    const commands = [{ command: 'action.devices.commands.OnOff', params: { on: true } }];
    const verdict = (isAllowed: boolean) => (isAllowed ? 'fulfilled' : 'rejected');
    const [operated, changed, added, removed] = [
      await Promise.allSettled([suite.rpc.call(runDeviceCommands, { deviceId, commands }, member)]),
      await Promise.allSettled([suite.rpc.call(updateDevice, { deviceId, name: 'Sun' }, member)]),
      await Promise.allSettled([suite.rpc.call(createDevice, lamp(homeId), member)]),
      await Promise.allSettled([suite.rpc.call(deleteDevice, { deviceId }, member)]),
    ];
    expect(operated).toMatchObject([{ status: verdict(operates) }]);
    for (const attempt of [changed, added, removed]) {
      expect(attempt).toMatchObject([
        { status: verdict(changes), ...(changes ? {} : { reason: { code: 'FORBIDDEN' } }) },
      ]);
    }
  });

  it.each([
    ['an unknown type', { type: 'action.devices.types.SPACESHIP' }, 'type'],
    ['an unknown trait', { traits: [ON_OFF, 'action.devices.traits.Fly'] }, 'traits'],
    ['a trait missing that its type needs', { traits: [BRIGHTNESS] }, 'traits'],
    ['attributes of no trait', { attributes: { fur: 'soft' } }, 'attributes'],
    ['wrong attributes', { attributes: { commandOnlyOnOff: 'yes' } }, 'attributes'],
    ['too much custom data', { customData: { a: 'x'.repeat(600) } }, 'customData'],
    ['unknown settings', { driverSettings: { speed: 9 } }, 'driverSettings'],
    ['a wrong fault', { driverSettings: { fault: 'lazy' } }, 'driverSettings.fault'],
    ['a challenge without a PIN', { challenge: 'pin' }, 'pin'],
    ['a driver that is not for people', { driver: 'mqtt' }, 'driver'],
  ])('are refused with %s', async (_, changes, field) => {
    const refused = suite.rpc.call(createDevice, { ...lamp(home.id), ...changes } as CreateDeviceRequest, john);
    await expect(refused).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: { [field]: [expect.any(String)] },
    });
  });

  it('are described anew, keeping what of their state still means something', async () => {
    const [{ id: deviceId }, owner] = await givenLamp();
    const on = { command: 'action.devices.commands.OnOff', params: { on: true } };
    await suite.rpc.call(runDeviceCommands, { deviceId, commands: [on] }, owner);
    const changes = { name: 'Sun', nicknames: ['Sol'], room: 'Hall', traits: [ON_OFF] };
    const changed = await suite.rpc.call(updateDevice, { deviceId, ...changes }, owner);
    expect(changed).toMatchObject(changes);
    await expect(suite.rpc.call(getDevice, { deviceId }, owner)).resolves.toEqual(changed);
    const { state } = await suite.rpc.call(getDeviceState, { deviceId }, owner);
    expect(state).toEqual({ on: true });
    await suite.events.take(deviceChanged, (told) => told.deviceId === deviceId && told.change === 'updated');
    await expect(suite.rpc.call(updateDevice, { deviceId, room: null }, owner)).resolves.toMatchObject({ room: null });
  });

  it('keep both of two changes made at the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [{ id: deviceId }, owner] = await givenLamp();
      await Promise.all([
        suite.rpc.call(updateDevice, { deviceId, name: 'Renamed' }, owner),
        suite.rpc.call(updateDevice, { deviceId, room: 'Attic' }, owner),
      ]);
      const device = await suite.rpc.call(getDevice, { deviceId }, owner);
      expect(device).toMatchObject({ name: 'Renamed', room: 'Attic' });
    }
  });

  it('go offline when their owner has them do so, which is told and in their history', async () => {
    const [{ id: deviceId }, owner] = await givenLamp();
    await suite.rpc.call(updateDevice, { deviceId, driverSettings: { fault: 'offline' } }, owner);
    await suite.events.take(deviceOffline, (told) => told.deviceId === deviceId);
    await suite.rpc.call(updateDevice, { deviceId, driverSettings: {} }, owner);
    await suite.events.take(deviceStateChanged, (told) => told.deviceId === deviceId && told.version === 3);
    const history = await suite.rpc.call(listDeviceHistory, { deviceId, limit: 10 }, owner);
    expect(history).toMatchObject([
      { version: 3, isOnline: true, cause: 'settings', changes: {} },
      { version: 2, isOnline: false, cause: 'settings', changes: {} },
    ]);
    await expect(suite.rpc.call(listDeviceHistory, { deviceId, limit: 10, before: 3 }, owner)).resolves.toEqual(
      history.slice(1),
    );
  });

  it('tell the secret of an HTTP device once, and of no other', async () => {
    const http = { driver: 'http', driverSettings: { url: 'https://lamp.example.com/' } };
    const [{ secret, ...device }, owner] = await givenLamp(undefined, http);
    expect(secret).toMatch(/^[\w-]{43}$/);
    await expect(suite.rpc.call(getDevice, { deviceId: device.id }, owner)).resolves.toEqual(device);
  });

  it('are as many as one person may have, also when added at once', async () => {
    const owner = suite.person('Rich');
    const { id: homeId } = await givenHomeOf(owner);
    const added = await Promise.allSettled(
      Array.from({ length: MOST + 3 }, () => suite.rpc.call(createDevice, lamp(homeId), owner)),
    );
    expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(MOST);
    await expect(suite.rpc.call(createDevice, lamp(homeId), owner)).rejects.toMatchObject({
      code: 'TOO_MANY_DEVICES',
    });
  });

  it('keep their PIN to themselves', async () => {
    const owner = suite.person('Pia');
    const { id: homeId } = await givenHomeOf(owner);
    const pinned = { challenge: 'pin' as const, pin: '4711', traits: [LOCK_UNLOCK], type: LOCK };
    const { id: deviceId } = await suite.rpc.call(createDevice, { ...lamp(homeId), ...pinned }, owner);
    const seen = JSON.stringify(await suite.rpc.call(getDevice, { deviceId }, owner));
    expect(seen).not.toMatch(/4711|argon2/);
  });
});
