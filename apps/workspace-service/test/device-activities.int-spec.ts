import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  createWorkspace,
  DELETED_USER,
  deviceNoticed,
  findUsers,
  listActivities,
  updateWorkspace,
  userDeleted,
  type DeviceNoticed,
  type UserView,
} from '@atrium/contracts';
import { eventually, stubRpc, type TestPerson } from '@atrium/testing';
import { UnitOfWork } from '@atrium/persistence';

import { DeviceNoticedConsumer } from '../src/activity/device-noticed.consumer.js';
import { startWorkspaceService, type WorkspaceServiceUnderTest } from './workspace-service-under-test.js';

describe('devices in a feed', () => {
  let suite: WorkspaceServiceUnderTest;
  let mary: TestPerson;
  let owner: TestPerson;
  let workspaceId: number;
  const people = new Map<string, TestPerson>();

  beforeAll(async () => {
    suite = await startWorkspaceService();
    mary = suite.mint.person('Mary');
    await stubRpc(suite.nats, findUsers, ({ ids }) =>
      ids.flatMap((id) => {
        const person = people.get(id);
        return person ? [{ ...DELETED_USER, id, email: person.email, isActive: true } as unknown as UserView] : [];
      }),
    );
  });

  afterAll(() => suite.stop());

  beforeEach(async () => {
    owner = suite.mint.person('Olga');
    people.set(owner.userId, owner);
    ({ workspaceId } = await suite.rpc.call(createWorkspace, { name: 'Team', description: '' }, mary));
    await suite.addMember(workspaceId, owner, 'member');
  });

  function noticed(changes: Partial<DeviceNoticed> = {}): DeviceNoticed {
    return {
      workspaceId,
      homeId: randomUUID(),
      ownerId: owner.userId,
      deviceId: randomUUID(),
      deviceName: 'Olga’s door',
      what: 'unlocked',
      occurredAt: '2025-01-15T11:00:00.000Z',
      ...changes,
    };
  }

  async function seen() {
    const feed = await suite.rpc.call(listActivities, { workspaceId, limit: 50 }, mary);
    return feed.filter(({ type }) => type.startsWith('device_'));
  }

  /** Hands events straight to the consumer. */
  function handle(...payloads: DeviceNoticed[]): Promise<void> {
    const consumer = suite.service.app.get(DeviceNoticedConsumer, { strict: false });
    const unitOfWork = suite.service.app.get(UnitOfWork, { strict: false });
    return unitOfWork.run((tx) =>
      consumer.handle(
        tx,
        payloads.map((payload) => ({ id: randomUUID(), payload })),
      ),
    );
  }

  it('are lines of their home’s owner, one for each event also when it is repeated', async () => {
    const first = noticed();
    const id = randomUUID();
    await suite.events.publish(deviceNoticed, first, id);
    await suite.events.publish(deviceNoticed, first, id);
    await suite.events.publish(deviceNoticed, noticed({ what: 'went-offline' }));
    await eventually(async () => expect(await seen()).toHaveLength(2));
    await expect(seen()).resolves.toMatchObject([
      { type: 'device_went_offline', summary: 'Olga’s door went offline' },
      {
        actor_email: owner.email,
        type: 'device_unlocked',
        ref_id: first.deviceId,
        summary: 'Olga’s door was unlocked',
        created_at: '2025-01-15T11:00:00',
      },
    ]);
  });

  it('are left out of a workspace that is gone or archived, and where the owner may not post', async () => {
    const guest = suite.mint.person('Gus');
    const stranger = suite.mint.person('Stan');
    for (const person of [guest, stranger]) people.set(person.userId, person);
    await suite.addMember(workspaceId, guest, 'guest');
    await handle(
      noticed({ workspaceId: 2_147_483_647 }),
      noticed({ ownerId: guest.userId }),
      noticed({ ownerId: stranger.userId }),
      noticed({ ownerId: randomUUID() }),
      noticed(),
    );
    await expect(seen()).resolves.toHaveLength(1);
    await suite.rpc.call(updateWorkspace, { workspaceId, isArchived: true }, mary);
    await handle(noticed());
    await expect(seen()).resolves.toHaveLength(1);
  });

  it('lose their names with their owner’s account', async () => {
    await handle(noticed());
    const gone = { ...DELETED_USER, id: owner.userId, version: 2, isStaff: false, isActive: false };
    await suite.events.publish(userDeleted, { ...gone, occurredAt: new Date().toISOString() });
    await eventually(async () =>
      expect(await seen()).toMatchObject([{ actor_email: DELETED_USER.email, summary: 'A device was unlocked' }]),
    );
  });
});
