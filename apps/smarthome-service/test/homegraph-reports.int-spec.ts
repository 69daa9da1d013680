import { randomUUID } from 'node:crypto';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { statement } from '@atrium/persistence';
import { eventually } from '@atrium/testing';

import type { HomeGraphReplica } from './support/homegraph-replica.js';
import { HomeGraphTestBed } from './support/homegraph-test-bed.js';

const FAULT = statement<{ fault: string | null }>(
  'test-fault',
  'SELECT fault FROM homegraph_report WHERE device_id = $1',
);
const WAITING = statement<{ count: number }>(
  'test-waiting',
  'SELECT count(*)::int AS count FROM homegraph_report WHERE agent_user_id = $1 AND next_try IS NOT NULL',
);
const LEASE_OF = statement<{ due: boolean }>(
  'test-due',
  'SELECT next_try <= now() AS due FROM homegraph_report WHERE device_id = $1',
);
const LAMPS = 5;

describe('reports to HomeGraph', () => {
  let bed: HomeGraphTestBed;
  let replica: HomeGraphReplica;
  let userId: string;
  let homeId: string;
  let lamps: string[];

  beforeAll(async () => {
    bed = await HomeGraphTestBed.open();
  });

  beforeEach(async () => {
    replica = bed.replica();
    userId = randomUUID();
    homeId = await bed.homes.addHome(userId);
    lamps = await Promise.all(Array.from({ length: LAMPS }, () => bed.homes.addDevice(userId, homeId)));
    await bed.link(replica, userId, lamps);
  });

  afterEach(async () => {
    bed.google.outage = undefined;
    bed.google.beforeAnswer = undefined;
    await replica.worker.onModuleDestroy();
  });

  afterAll(() => bed.stop());

  function change(id: string, brightness: number, isOnline = true): Promise<void> {
    const state = { on: brightness > 0, brightness };
    return bed.homes.change(id, { state, isOnline }, (tx) => replica.queue.enqueue(tx, id));
  }

  function callsOf(user = userId) {
    return bed.google.calls.filter(
      ({ agentUserId, method }) => agentUserId === user && method === 'reportStateAndNotification',
    );
  }

  async function waiting(): Promise<number | undefined> {
    return (await bed.database.row(WAITING, [userId]))?.count;
  }

  async function told(id: string, states: object, user = userId): Promise<void> {
    await eventually(() => expect(bed.google.homes.stateOf(user, id)).toEqual(states), { within: 10_000 });
  }

  it('tell the whole state of every trait, in one call for all devices of a person', async () => {
    for (const [at, lamp] of lamps.entries()) await change(lamp, at + 1);
    replica.worker.onApplicationBootstrap();
    for (const [at, lamp] of lamps.entries()) await told(lamp, { online: true, on: true, brightness: at + 1 });
    expect(callsOf()[0]?.status).toBe(200);
    expect(callsOf().length).toBeLessThan(LAMPS);
  });

  it('tell only the newest of several states', async () => {
    const [lamp = ''] = lamps;
    for (let brightness = 1; brightness <= 30; brightness += 1) await change(lamp, brightness);
    replica.worker.onApplicationBootstrap();
    await told(lamp, { online: true, on: true, brightness: 30 });
    expect(callsOf()).toHaveLength(1);
  });

  it('tell that a device has gone, and everybody linked who shares the home', async () => {
    const [guest, stranger] = [randomUUID(), randomUUID()];
    const shared = await bed.homes.addHome(userId, guest, stranger);
    const lamp = await bed.homes.addDevice(userId, shared);
    bed.synced(userId, [lamp]);
    await bed.link(replica, guest, [lamp]);
    replica.worker.onApplicationBootstrap();
    await change(lamp, 50, false);
    await told(lamp, { online: false });
    await told(lamp, { online: false }, guest);
    expect(callsOf(stranger)).toEqual([]);
  });

  it('come again where a process died after it had taken them, sent or not', async () => {
    const [sent = '', unsent = ''] = lamps;
    await change(sent, 10);
    await change(unsent, 20);
    const dying = bed.replica({ lease: 300 });
    await eventually(async () => {
      const taken = await dying.reports.claim(randomUUID(), 300, 50);
      expect(taken).toHaveLength(2);
    });
    await dying.client.report(userId, { [sent]: { online: true, on: true, brightness: 10 } });
    replica.worker.onApplicationBootstrap();
    await told(unsent, { online: true, on: true, brightness: 20 });
    await eventually(() => expect(callsOf()).toHaveLength(2), { within: 10_000 });
  });

  it('come again where the state changed while Google was told the last', async () => {
    const [lamp = ''] = lamps;
    let changes = 0;
    bed.google.beforeAnswer = async ({ agentUserId }) => {
      if (agentUserId === userId && (changes += 1) === 1) await change(lamp, 77);
    };
    await change(lamp, 1);
    replica.worker.onApplicationBootstrap();
    await told(lamp, { online: true, on: true, brightness: 77 });
  });

  it('leave out one device whose state Google refuses, until it changes', async () => {
    const [bad = '', ...good] = lamps;
    bed.google.homes.reject(bad);
    for (const lamp of lamps) await change(lamp, 5);
    replica.worker.onApplicationBootstrap();
    for (const lamp of good) await told(lamp, { online: true, on: true, brightness: 5 });
    await eventually(async () => expect((await bed.database.row(FAULT, [bad]))?.fault).toContain('rejected'));
    const calls = callsOf().length;
    bed.google.homes.accept(bad);
    await change(bad, 6);
    await told(bad, { online: true, on: true, brightness: 6 });
    expect(callsOf()).toHaveLength(calls + 1);
  });

  it('send no state that Google’s schema forbids', async () => {
    const [bad = '', good = ''] = lamps;
    await change(bad, 400);
    await change(good, 40);
    replica.worker.onApplicationBootstrap();
    await told(good, { online: true, on: true, brightness: 40 });
    expect(callsOf().every(({ status, states }) => status === 200 && states[bad] === undefined)).toBe(true);
    expect((await bed.database.row(FAULT, [bad]))?.fault).toContain('Brightness');
  });

  it.each([429, 500, 503])('wait while Google answers %d', async (status) => {
    const [lamp = ''] = lamps;
    bed.google.outage = { status };
    await change(lamp, 9);
    replica.worker.onApplicationBootstrap();
    await eventually(() => expect(callsOf().length).toBeGreaterThan(1));
    bed.google.outage = undefined;
    await told(lamp, { online: true, on: true, brightness: 9 });
  });

  it('wait as long as Google asks for', async () => {
    const [lamp = ''] = lamps;
    bed.google.outage = { status: 429, retryAfterSeconds: 3_600 };
    await change(lamp, 9);
    replica.worker.onApplicationBootstrap();
    await eventually(() => expect(callsOf()).toHaveLength(1));
    await eventually(async () => expect((await bed.database.row(LEASE_OF, [lamp]))?.due).toBe(false));
    bed.google.outage = undefined;
    const [other = ''] = lamps.slice(1);
    await change(other, 8);
    await told(other, { online: true, on: true, brightness: 8 });
    expect(bed.google.homes.stateOf(userId, lamp)).toBeUndefined();
  });

  it('wait while nobody answers, or the service account is refused', async () => {
    const [lamp = ''] = lamps;
    await bed.google.goDown();
    await change(lamp, 9);
    replica.worker.onApplicationBootstrap();
    bed.google.outage = { status: 403 };
    await bed.google.comeBack();
    await eventually(() => expect(callsOf()[0]?.status).toBe(403), { within: 10_000 });
    bed.google.outage = undefined;
    bed.google.account.revokeTokens();
    await told(lamp, { online: true, on: true, brightness: 9 });
  });

  it('end where Google does not know the person', async () => {
    const [lamp = ''] = lamps;
    bed.google.homes.unlink(userId);
    await change(lamp, 9);
    replica.worker.onApplicationBootstrap();
    await eventually(async () => expect(await replica.links.isLinked(userId)).toBe(false));
    await change(lamp, 10);
    expect(await waiting()).toBe(0);
  });

  it('wait for a device that Google has not learnt of, and ask for a SYNC', async () => {
    const [lamp = ''] = lamps;
    const added = await bed.homes.addDevice(userId, homeId);
    await change(added, 3);
    await change(lamp, 4);
    replica.worker.onApplicationBootstrap();
    await bed.google.take(({ method, agentUserId }) => method === 'requestSync' && agentUserId === userId);
    await told(lamp, { online: true, on: true, brightness: 4 });
    expect(await replica.links.isLinked(userId)).toBe(true);
    bed.synced(userId, [...lamps, added]);
    await told(added, { online: true, on: true, brightness: 3 });
  });

  it('end with the link, whatever waits', async () => {
    const [lamp = ''] = lamps;
    await change(lamp, 9);
    await bed.unitOfWork.run((tx) => replica.links.unlink(tx, userId));
    replica.worker.onApplicationBootstrap();
    await eventually(async () => expect(await waiting()).toBe(0));
    expect(callsOf()).toEqual([]);
  });

  it('leave nothing behind of somebody who has unlinked', async () => {
    const [lamp = ''] = lamps;
    await change(lamp, 9);
    replica.worker.onApplicationBootstrap();
    await told(lamp, { online: true, on: true, brightness: 9 });
    await eventually(async () => expect(await replica.reports.reportedOf(userId, [lamp])).not.toEqual(new Map()));
    await bed.unitOfWork.run((tx) => replica.links.unlink(tx, userId));
    const later = bed.replica();
    later.worker.onApplicationBootstrap();
    await eventually(async () => expect(await replica.reports.reportedOf(userId, [lamp])).toEqual(new Map()));
    await later.worker.onModuleDestroy();
  });

  it('forget a device that was deleted', async () => {
    const [lamp = ''] = lamps;
    await change(lamp, 9);
    await bed.homes.remove(lamp);
    replica.worker.onApplicationBootstrap();
    await eventually(async () => expect(await waiting()).toBe(0));
    expect(callsOf()).toEqual([]);
  });

  it('tell everything once Google has digested a SYNC', async () => {
    await bed.digest(userId);
    replica.worker.onApplicationBootstrap();
    for (const lamp of lamps) await told(lamp, { online: true, on: false, brightness: 0 });
    expect(callsOf()).toHaveLength(1);
  });

  it('ask for one SYNC however often devices change', async () => {
    for (let round = 0; round < 5; round += 1) {
      await bed.unitOfWork.run((tx) => replica.queue.requestSync(tx, [userId, randomUUID()]));
    }
    replica.worker.onApplicationBootstrap();
    const { isAsync } = await bed.google.take((call) => call.method === 'requestSync' && call.agentUserId === userId);
    expect(isAsync).toBe(true);
    await change(lamps[0] ?? '', 2);
    await told(lamps[0] ?? '', { online: true, on: true, brightness: 2 });
    expect(
      bed.google.calls.filter((call) => call.method === 'requestSync' && call.agentUserId === userId),
    ).toHaveLength(1);
  });

  it('say how a pending command ended, to the person who asked', async () => {
    const [lamp = ''] = lamps;
    const pending = { userId, deviceId: lamp, trait: 'action.devices.traits.LockUnlock', followUpToken: 'abc' };
    await bed.unitOfWork.run((tx) => replica.queue.followUp(tx, pending, { states: { isLocked: true } }));
    await bed.unitOfWork.run((tx) => replica.queue.followUp(tx, pending, { errorCode: 'deviceJammingDetected' }));
    replica.worker.onApplicationBootstrap();
    const responses: unknown[] = [];
    for (let at = 0; at < 2; at += 1) {
      const { notifications, eventId } = await bed.google.take(
        (call) => call.agentUserId === userId && Object.keys(call.notifications).length > 0,
      );
      expect(eventId).toMatch(/^[\da-f-]{36}$/);
      responses.push(notifications[lamp]);
    }
    expect(responses).toEqual(
      expect.arrayContaining([
        { LockUnlock: { priority: 0, followUpResponse: { status: 'SUCCESS', isLocked: true, followUpToken: 'abc' } } },
        {
          LockUnlock: {
            priority: 0,
            followUpResponse: { status: 'FAILURE', errorCode: 'deviceJammingDetected', followUpToken: 'abc' },
          },
        },
      ]),
    );
  });
});
