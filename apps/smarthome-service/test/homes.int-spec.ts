import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createDevice,
  createHome,
  deleteHome,
  followDevices,
  getHome,
  homeAccessEnded,
  listHomeMembers,
  listHomes,
  putHomeMember,
  removeHomeMember,
  updateHome,
  userDeleted,
  type HomeView,
  type SharedHomeRole,
} from '@atrium/contracts';
import { eventually, type TestPerson } from '@atrium/testing';

import { LIGHT, ON_OFF, startSmarthome, type SmarthomeUnderTest } from './smarthome-service-under-test.js';

describe('homes', () => {
  let suite: SmarthomeUnderTest;
  let john: TestPerson;
  let mary: TestPerson;
  let stranger: TestPerson;

  beforeAll(async () => {
    suite = await startSmarthome();
    [john, mary, stranger] = [suite.person('John'), suite.person('Mary'), suite.person('Eve')];
  });

  afterAll(() => suite.stop());

  function givenHome(name = 'Cottage', owner = john): Promise<HomeView> {
    return suite.rpc.call(createHome, { name, rooms: ['Kitchen'] }, owner);
  }

  async function givenShared(role: SharedHomeRole): Promise<HomeView> {
    const home = await givenHome();
    await suite.rpc.call(putHomeMember, { homeId: home.id, userId: mary.userId, role }, john);
    return home;
  }

  it('are made, listed page by page, changed and removed by their owner', async () => {
    const owner = suite.person('Olga');
    const first = await givenHome('First', owner);
    const second = await givenHome('Second', owner);
    expect(first).toMatchObject({ name: 'First', rooms: ['Kitchen'], role: 'owner', ownerId: owner.userId });
    await expect(suite.rpc.call(listHomes, { limit: 1 }, owner)).resolves.toEqual([first]);
    await expect(suite.rpc.call(listHomes, { limit: 1, after: first.id }, owner)).resolves.toEqual([second]);

    const changed = await suite.rpc.call(updateHome, { homeId: first.id, name: 'Changed', rooms: [] }, owner);
    expect(changed).toEqual({ ...first, name: 'Changed', rooms: [] });
    await expect(suite.rpc.call(getHome, { homeId: first.id }, owner)).resolves.toEqual(changed);

    await suite.rpc.call(deleteHome, { homeId: first.id }, owner);
    await expect(suite.rpc.call(listHomes, { limit: 10 }, owner)).resolves.toEqual([second]);
  });

  it('keep both of two changes made at the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id: homeId } = await givenShared('admin');
      await Promise.all([
        suite.rpc.call(updateHome, { homeId, name: 'Renamed' }, john),
        suite.rpc.call(updateHome, { homeId, rooms: ['Attic'] }, mary),
      ]);
      const home = await suite.rpc.call(getHome, { homeId }, john);
      expect(home).toMatchObject({ name: 'Renamed', rooms: ['Attic'] });
      await suite.rpc.call(deleteHome, { homeId }, john);
    }
  });

  it('are shared with others, who see what they may do there', async () => {
    const { id: homeId } = await givenShared('viewer');
    await expect(suite.rpc.call(getHome, { homeId }, mary)).resolves.toMatchObject({ role: 'viewer' });
    await suite.rpc.call(putHomeMember, { homeId, userId: mary.userId, role: 'admin' }, john);
    await expect(suite.rpc.call(listHomeMembers, { homeId }, mary)).resolves.toMatchObject([
      { userId: john.userId, role: 'owner' },
      { userId: mary.userId, role: 'admin' },
    ]);
    await suite.rpc.call(removeHomeMember, { homeId, userId: mary.userId }, mary);
    await expect(suite.rpc.call(getHome, { homeId }, mary)).rejects.toMatchObject({ code: 'HOME_NOT_FOUND' });
  });

  it('are followed with their devices by those who have a part in them, until that ends', async () => {
    const [home, other] = [await givenShared('viewer'), await givenShared('viewer')];
    const lamp = { name: 'Lamp', type: LIGHT, traits: [ON_OFF], driver: 'virtual' as const };
    const { id: deviceId } = await suite.rpc.call(createDevice, { ...lamp, homeId: home.id }, john);
    await suite.rpc.call(createDevice, { ...lamp, homeId: other.id }, john);
    const device = { deviceId, homeId: home.id, isOnline: true, state: { on: false }, version: 1 };
    const one = await suite.rpc.call(followDevices, { homeId: home.id }, mary);
    expect(one).toEqual({ homeIds: [home.id], devices: [device] });
    const all = await suite.rpc.call(followDevices, {}, mary);
    expect([all.homeIds, all.devices]).toEqual([expect.arrayContaining([home.id, other.id]), expect.any(Array)]);
    expect(all.devices).toHaveLength(2);
    await expect(suite.rpc.call(followDevices, { homeId: home.id }, stranger)).rejects.toMatchObject({
      code: 'HOME_NOT_FOUND',
    });
    await expect(suite.rpc.call(followDevices, {}, stranger)).resolves.toEqual({ homeIds: [], devices: [] });

    await suite.rpc.call(removeHomeMember, { homeId: home.id, userId: mary.userId }, john);
    const taken = await suite.events.take(homeAccessEnded, ({ homeId }) => homeId === home.id);
    expect(taken.userIds).toEqual([mary.userId]);
    await suite.rpc.call(deleteHome, { homeId: other.id }, john);
    const gone = await suite.events.take(homeAccessEnded, ({ homeId }) => homeId === other.id);
    expect([...gone.userIds].sort()).toEqual([john.userId, mary.userId].sort());
  });

  it('do not exist for strangers', async () => {
    const { id: homeId } = await givenHome();
    const userId = stranger.userId;
    const tries = [
      () => suite.rpc.call(getHome, { homeId }, stranger),
      () => suite.rpc.call(updateHome, { homeId, name: 'Mine' }, stranger),
      () => suite.rpc.call(deleteHome, { homeId }, stranger),
      () => suite.rpc.call(listHomeMembers, { homeId }, stranger),
      () => suite.rpc.call(putHomeMember, { homeId, userId, role: 'admin' }, stranger),
      () => suite.rpc.call(removeHomeMember, { homeId, userId }, stranger),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: 'HOME_NOT_FOUND' });
    await expect(suite.rpc.call(getHome, { homeId })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it.each(['viewer', 'operator'] as const)('are not changed by a %s', async (role) => {
    const { id: homeId } = await givenShared(role);
    await expect(suite.rpc.call(updateHome, { homeId, name: 'Mine' }, mary)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('are renamed by an admin, who neither shares nor removes them', async () => {
    const { id: homeId } = await givenShared('admin');
    const userId = stranger.userId;
    await expect(suite.rpc.call(updateHome, { homeId, name: 'Ours' }, mary)).resolves.toMatchObject({ name: 'Ours' });
    const forbidden = [
      () => suite.rpc.call(deleteHome, { homeId }, mary),
      () => suite.rpc.call(putHomeMember, { homeId, userId, role: 'viewer' }, mary),
      () => suite.rpc.call(removeHomeMember, { homeId, userId: john.userId }, mary),
      () => suite.rpc.call(updateHome, { homeId, mqttPrefix: 'mine' }, mary),
    ];
    for (const attempt of forbidden) await expect(attempt()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('keep their owner, and are not shared with nobody', async () => {
    const { id: homeId } = await givenHome();
    const own = { homeId, userId: john.userId };
    await expect(suite.rpc.call(putHomeMember, { ...own, role: 'viewer' }, john)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(suite.rpc.call(removeHomeMember, own, john)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const nobody = { homeId, userId: randomUUID() };
    await expect(suite.rpc.call(putHomeMember, { ...nobody, role: 'viewer' }, john)).rejects.toMatchObject({
      code: 'USER_NOT_FOUND',
    });
    await expect(suite.rpc.call(removeHomeMember, nobody, john)).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
  });

  it('are bound to an MQTT prefix of their own, and to another one only by staff', async () => {
    const { id: homeId, bridgeId } = await givenHome();
    const mqttPrefix = `atrium/${bridgeId}/homeassistant`;
    await expect(suite.rpc.call(updateHome, { homeId, mqttPrefix }, john)).resolves.toMatchObject({ mqttPrefix });
    for (const foreign of ['homeassistant', `atrium/${'0'.repeat(16)}/homeassistant`]) {
      await expect(suite.rpc.call(updateHome, { homeId, mqttPrefix: foreign }, john)).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    }
    const staff = { ...john, accessToken: suite.mint.sign({ sub: john.userId, is_staff: true }) };
    const shared = { homeId, mqttPrefix: 'homeassistant' };
    await expect(suite.rpc.call(updateHome, shared, staff)).resolves.toMatchObject(
      expect.objectContaining({ mqttPrefix: 'homeassistant' }),
    );
    const { id: other } = await givenHome();
    await expect(
      suite.rpc.call(updateHome, { homeId: other, mqttPrefix: 'homeassistant' }, staff),
    ).rejects.toMatchObject({ code: 'MQTT_PREFIX_TAKEN' });
    await expect(suite.rpc.call(updateHome, { homeId, mqttPrefix: null }, john)).resolves.toMatchObject({
      mqttPrefix: null,
    });
  });

  it.each([
    ['no name', { name: '', rooms: [] }],
    ['a room twice', { name: 'A', rooms: ['B', 'B'] }],
    ['an unknown field', { name: 'A', rooms: [], colour: 'red' }],
  ])('are refused with %s', async (_, request) => {
    await expect(suite.rpc.call(createHome, request, john)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it.each(['a/#', '+', '/a', 'a//b', '$SYS/a', 'a b'])('are not bound to %s', async (mqttPrefix) => {
    const { id: homeId } = await givenHome('Wild', suite.person('Wanda'));
    await expect(suite.rpc.call(updateHome, { homeId, mqttPrefix }, john)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });

  it('are at most twenty for one person, also when made at once', async () => {
    const owner = suite.person('Max');
    const made = await Promise.allSettled(Array.from({ length: 24 }, (_, index) => givenHome(`Home ${index}`, owner)));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    await expect(givenHome('One more', owner)).rejects.toMatchObject({ code: 'TOO_MANY_HOMES' });
  });

  it('go with their owner', async () => {
    const owner = suite.person('Leaving');
    const own = await givenHome('Left', owner);
    const { id: homeId } = await givenHome();
    await suite.rpc.call(putHomeMember, { homeId, userId: owner.userId, role: 'viewer' }, john);
    const profile = { username: 'deleted', email: 'd@e.f', firstName: '', lastName: '', isStaff: false };
    const left = { id: owner.userId, version: 2, isActive: false, occurredAt: new Date().toISOString(), ...profile };
    await suite.rpc.call(putHomeMember, { homeId: own.id, userId: mary.userId, role: 'viewer' }, owner);
    await suite.events.publish(userDeleted, left);
    const gone = await suite.events.take(homeAccessEnded, (ended) => ended.homeId === own.id);
    expect(gone.userIds).toContain(mary.userId);
    await eventually(async () => {
      await expect(suite.rpc.call(listHomeMembers, { homeId }, john)).resolves.toHaveLength(1);
    });
    await expect(suite.rpc.call(getHome, { homeId: own.id }, owner)).rejects.toMatchObject({ code: 'HOME_NOT_FOUND' });
  });
});
