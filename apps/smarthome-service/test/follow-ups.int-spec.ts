import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDevice, createHome, fulfillIntent, updateDevice } from '@atrium/contracts';
import { checkFollowUp } from '@atrium/google-home';
import { HomeGraphServer, type SyncedDevice, type TestPerson } from '@atrium/testing';

import { VirtualMotions } from '../src/driver/virtual/virtual-motions.js';
import { LOCK, LOCK_UNLOCK, startSmarthome, type SmarthomeUnderTest } from './smarthome-service-under-test.js';

const LOCK_COMMAND = 'action.devices.commands.LockUnlock';

describe('what Google was told is pending', () => {
  let google: HomeGraphServer;
  let suite: SmarthomeUnderTest;
  let john: TestPerson;
  let homeId: string;
  let requests = 0;

  beforeAll(async () => {
    google = await HomeGraphServer.start();
    suite = await startSmarthome(google.environment);
    john = suite.person('John');
    homeId = (await suite.rpc.call(createHome, { name: 'Home', rooms: [] }, john)).id;
  });

  afterAll(async () => {
    await suite.stop();
    await google.stop();
  });

  function ask(intent: string, payload?: object): Promise<{ payload: never }> {
    const { userId } = john;
    const claims = { sub: userId, sid: 'grant', client_id: 'google', scope: 'smarthome' };
    const inputs = [{ intent: `action.devices.${intent}`, ...(payload ? { payload } : {}) }];
    const message = { requestId: `r-${(requests += 1)}`, inputs };
    const caller = { userId, accessToken: suite.mint.sign(claims) };
    return suite.rpc.call(fulfillIntent, { message }, caller) as never;
  }

  async function givenLock(driverSettings: Record<string, unknown> = {}): Promise<string> {
    const lock = {
      homeId,
      name: 'Door',
      type: LOCK,
      traits: [LOCK_UNLOCK],
      driver: 'virtual' as const,
      driverSettings,
    };
    const { id } = await suite.rpc.call(createDevice, lock, john);
    const { payload } = await ask('SYNC');
    const { agentUserId, devices } = payload as { agentUserId: string; devices: SyncedDevice[] };
    google.homes.link(agentUserId, devices);
    return id;
  }

  function lock(id: string, params: object): Promise<{ payload: object }> {
    return ask('EXECUTE', { commands: [{ devices: [{ id }], execution: [{ command: LOCK_COMMAND, params }] }] });
  }

  async function pass(seconds: number): Promise<void> {
    suite.clock.forward(seconds);
    await suite.service.app.get(VirtualMotions, { strict: false }).takeSteps();
  }

  const followUpOf = (id: string) => google.take(({ notifications }) => id in notifications);

  it('is followed by its success, with the state as QUERY tells it', async () => {
    const id = await givenLock();
    const answer = await lock(id, { lock: false, followUpToken: 'token-1' });
    expect(answer.payload).toMatchObject({ commands: [{ ids: [id], status: 'PENDING' }] });
    await pass(3);
    const { notifications, states } = await followUpOf(id);
    const followUpResponse = { status: 'SUCCESS', isLocked: false, followUpToken: 'token-1' };
    expect(notifications[id]).toEqual({ LockUnlock: { priority: 0, followUpResponse } });
    expect(checkFollowUp(LOCK_COMMAND, notifications[id])).toBeUndefined();
    const query = await ask('QUERY', { devices: [{ id }] });
    expect((query.payload as { devices: Record<string, object> }).devices[id]).toEqual({
      ...states[id],
      status: 'SUCCESS',
    });
  });

  it('is followed by its failure', async () => {
    const id = await givenLock({ fault: 'jammed' });
    await lock(id, { lock: false, followUpToken: 'token-2' });
    await pass(3);
    const { notifications } = await followUpOf(id);
    const followUpResponse = { status: 'FAILURE', errorCode: 'deviceJammingDetected', followUpToken: 'token-2' };
    expect(notifications[id]).toEqual({ LockUnlock: { priority: 0, followUpResponse } });
    await suite.rpc.call(updateDevice, { deviceId: id, driverSettings: {} }, john);
  });

  it('is followed by nothing where Google gave no token', async () => {
    const id = await givenLock();
    await lock(id, { lock: false });
    await pass(3);
    await google.take(({ states }) => (states[id] as { isLocked?: boolean } | undefined)?.isLocked === false);
    expect(google.calls.filter(({ notifications }) => id in notifications)).toEqual([]);
  });
});
