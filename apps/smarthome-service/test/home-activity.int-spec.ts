import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createDevice,
  createHome,
  deviceNoticed,
  deviceStateChanged,
  getHome,
  getWorkspace,
  putHomeMember,
  updateHome,
} from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';
import type { TestPerson } from '@atrium/testing';
import { headers } from '@nats-io/transport-node';

import type { StatePatch } from '../src/state/state-change.js';
import { StateStore } from '../src/state/state-store.js';
import { LIGHT, ON_OFF, startSmarthome, type SmarthomeUnderTest } from './smarthome-service-under-test.js';

const [OURS, AS_GUEST, ANOTHERS] = [1, 2, 3];

describe('a home’s workspace', () => {
  let suite: SmarthomeUnderTest;
  let john: TestPerson;
  let mary: TestPerson;
  let homeId: string;
  let deviceId: string;

  beforeAll(async () => {
    suite = await startSmarthome();
    [john, mary] = [suite.person('John'), suite.person('Mary')];
    await givenWorkspaces();
    homeId = (await suite.rpc.call(createHome, { name: 'Home', rooms: [] }, john)).id;
    await suite.rpc.call(putHomeMember, { homeId, userId: mary.userId, role: 'admin' }, john);
    const door = { homeId, name: 'Front door', type: LIGHT, traits: [ON_OFF], driver: 'virtual' as const };
    deviceId = (await suite.rpc.call(createDevice, door, john)).id;
  });

  afterAll(() => suite.stop());

  /** Answers as workspace-service does, to whom one workspace does not exist. */
  async function givenWorkspaces(): Promise<void> {
    suite.nats.subscribe(getWorkspace.subject, {
      callback: (_error, message) => {
        const { workspaceId } = message.json<{ workspaceId: number }>();
        const refused = headers();
        refused.set('Atrium-Error', 'WORKSPACE_NOT_FOUND');
        const role = workspaceId === AS_GUEST ? 'guest' : 'member';
        if (workspaceId === ANOTHERS) message.respond(JSON.stringify({ detail: 'Gone' }), { headers: refused });
        else message.respond(JSON.stringify({ id: workspaceId, role }));
      },
    });
    await suite.nats.flush();
  }

  function tell(activityWorkspaceId: number | null, person = john) {
    return suite.rpc.call(updateHome, { homeId, activityWorkspaceId }, person);
  }

  async function apply(...patches: StatePatch[]): Promise<void> {
    const store = suite.service.app.get(StateStore, { strict: false });
    const unitOfWork = suite.service.app.get(UnitOfWork, { strict: false });
    await unitOfWork.run((tx) =>
      store.applyAll(
        tx,
        patches.map((patch) => ({ deviceId, patch, cause: 'report' }) as const),
      ),
    );
  }

  it('is one where the owner is more than a guest, and theirs to choose', async () => {
    await expect(tell(ANOTHERS)).rejects.toMatchObject({ code: 'WORKSPACE_NOT_FOUND' });
    await expect(tell(AS_GUEST)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(tell(OURS, mary)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(tell(OURS, suite.person('Eve'))).rejects.toMatchObject({ code: 'HOME_NOT_FOUND' });
    await expect(tell(0)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    await expect(suite.rpc.call(getHome, { homeId }, john)).resolves.toMatchObject({ activityWorkspaceId: null });
    await expect(tell(OURS)).resolves.toMatchObject({ activityWorkspaceId: OURS });
    await suite.rpc.call(updateHome, { homeId, name: 'Renamed' }, mary);
    await expect(suite.rpc.call(getHome, { homeId }, john)).resolves.toMatchObject({ activityWorkspaceId: OURS });
    await expect(tell(null)).resolves.toMatchObject({ activityWorkspaceId: null });
  });

  it('is told of what is of note, and only while it is wanted', async () => {
    await apply({ isLocked: false, isArmed: false, openPercent: 0 });
    await apply({ isLocked: true });
    await tell(OURS);
    await apply({ on: true }, { isLocked: false, openPercent: 40 }, { openPercent: 60 }, { isArmed: true });
    await apply({ isLocked: true, openPercent: 0, isArmed: false, online: false }, { online: true });
    await tell(null);
    await apply({ isLocked: false });
    await tell(OURS);
    await apply({ online: false });

    const told: string[] = [];
    const expected = ['unlocked', 'opened', 'armed', 'went-offline', 'locked', 'disarmed', 'closed', 'came-online'];
    while (told.length < expected.length + 1) {
      const event = await suite.events.take(deviceNoticed, (one) => one.deviceId === deviceId);
      expect(event).toMatchObject({ workspaceId: OURS, homeId, ownerId: john.userId, deviceName: 'Front door' });
      told.push(event.what);
    }
    expect(told).toEqual([...expected, 'went-offline']);
    await suite.events.take(deviceStateChanged, (one) => one.deviceId === deviceId && !one.isOnline);
  });
});
