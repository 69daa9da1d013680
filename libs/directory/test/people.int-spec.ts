import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { findUsers, userCreated, userUpdated, type UserChanged, type UserView } from '@atrium/contracts';
import { createEventTables } from '@atrium/events';
import { UnitOfWork } from '@atrium/persistence';
import { databaseSettings, parseConfig, processSettings, startService, type StartedService } from '@atrium/service';
import { eventually, startTestService, stubRpc, type ServiceUnderTest } from '@atrium/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

import { createPersonTable, DirectoryModule, People, type Person } from '../src/index.js';

class CreateTables1700000000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await createEventTables(db);
    await createPersonTable(db);
  }

  async down(): Promise<void> {
    // Never undone.
  }
}

/** A profile as user-service's events tell it. */
function profile(changes: Partial<UserChanged> = {}): UserChanged {
  return {
    id: randomUUID(),
    version: 1,
    username: 'ada',
    email: 'ada@example.com',
    firstName: 'Ada',
    lastName: 'Lovelace',
    isStaff: false,
    isActive: true,
    occurredAt: '2025-01-15T11:00:00.000Z',
    ...changes,
  };
}

/** The same profile as user-service answers with it. */
function viewOf({ version: _, occurredAt, ...user }: UserChanged): UserView {
  return { ...user, dateJoined: occurredAt };
}

function personOf({ id, version, username, email, firstName, isActive }: UserChanged): Person {
  return { userId: id, version, username, email, firstName, isActive };
}

describe('a service’s own copy of who is who', () => {
  let suite: ServiceUnderTest<StartedService>;
  let people: People;
  const answer = jest.fn<(request: { ids: string[] }) => UserView[]>();

  beforeAll(async () => {
    const config = processSettings.extend(databaseSettings.shape);
    suite = await startTestService('directory', (environment) =>
      startService(
        {
          name: 'directory-test',
          service: 'workspace',
          config,
          database: (settings) => ({ settings, entities: [], migrations: [CreateTables1700000000000] }),
          imports: () => [DirectoryModule.forService('workspace')],
        },
        parseConfig(config, environment),
      ),
    );
    await stubRpc(suite.nats, findUsers, answer);
    people = suite.service.app.get(People, { strict: false });
  });

  beforeEach(() => {
    answer.mockReset().mockReturnValue([]);
  });

  afterAll(() => suite.stop());

  async function known(id: string): Promise<Person | undefined> {
    return (await people.find([id])).get(id);
  }

  it('follows user-service’s events without asking', async () => {
    const ada = profile();
    await suite.events.publish(userCreated, ada);
    await eventually(async () => expect(await known(ada.id)).toEqual(personOf(ada)));
    const married = profile({ id: ada.id, version: 2, firstName: 'Augusta', isActive: false });
    await suite.events.publish(userUpdated, married);
    answer.mockClear();
    await eventually(async () => expect(await known(ada.id)).toEqual(personOf(married)));
    expect(answer).not.toHaveBeenCalled();
  });

  it('asks for whom it does not know, once, and then knows them', async () => {
    const [ada, bob] = [profile(), profile({ username: 'bob' })];
    answer.mockReturnValueOnce([viewOf(ada), viewOf(bob)]);
    const found = await people.find([ada.id, bob.id]);
    expect(found.get(bob.id)).toEqual({ ...personOf(bob), version: 0 });
    await expect(people.find([ada.id, bob.id])).resolves.toEqual(found);
    expect(answer.mock.calls).toEqual([[{ ids: [ada.id, bob.id] }]]);
  });

  it('asks only for those it does not know', async () => {
    const [ada, bob] = [profile(), profile({ username: 'bob' })];
    await people.store([personOf(ada)]);
    answer.mockReturnValueOnce([viewOf(bob)]);
    const found = await people.find([ada.id, bob.id]);
    expect([...found.keys()].toSorted()).toEqual([ada.id, bob.id].toSorted());
    expect(answer.mock.calls).toEqual([[{ ids: [bob.id] }]]);
  });

  it('has nobody where user-service has nobody', async () => {
    await expect(known(randomUUID())).resolves.toBeUndefined();
    await expect(people.find([])).resolves.toEqual(new Map());
  });

  it('keeps the newest version, in whatever order they come', async () => {
    const id = randomUUID();
    const versionOf = (version: number) => personOf(profile({ id, version, username: `v${version}` }));
    await people.store([versionOf(2)]);
    await people.store([versionOf(2), versionOf(3), versionOf(1)]);
    await expect(known(id)).resolves.toMatchObject({ version: 3, username: 'v3' });
    await people.store([versionOf(1)]);
    await expect(known(id)).resolves.toMatchObject({ version: 3, username: 'v3' });
  });

  it('lets what an event says replace what it was answered', async () => {
    const ada = profile();
    answer.mockReturnValueOnce([viewOf(ada)]);
    await known(ada.id);
    await people.store([{ ...personOf(ada), firstName: 'Augusta' }]);
    await expect(known(ada.id)).resolves.toMatchObject({ version: 1, firstName: 'Augusta' });
  });

  it('stores nobody in a transaction that rolls back', async () => {
    const ada = personOf(profile());
    const unitOfWork = suite.service.app.get(UnitOfWork, { strict: false });
    const work = unitOfWork.run(async (tx) => {
      await people.store([ada], tx);
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    await expect(known(ada.userId)).resolves.toBeUndefined();
  });
});
