import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createUser,
  deleteUser,
  DELETED_USER,
  findUsers,
  findUsersByName,
  getOwnUser,
  getUser,
  listUsers,
  updateUser,
  userCreated,
  userDeleted,
  userUpdated,
  type ListUsersRequest,
} from '@atrium/contracts';
import { AS_SERVICE, type RpcClient } from '@atrium/rpc';
import type { TestPerson } from '@atrium/testing';

import { UserServiceUnderTest } from './user-service-under-test.js';

const FIRST_PAGE = { ordering: 'username', isDescending: false, limit: 500, offset: 0 } satisfies ListUsersRequest;
const NOT_FOUND = { code: 'USER_NOT_FOUND', detail: 'No User matches the given query.' };

describe('users', () => {
  let users: UserServiceUnderTest;
  let rpc: RpcClient;
  let root: TestPerson;
  let ada: TestPerson;
  let bob: TestPerson;

  beforeAll(async () => {
    users = await UserServiceUnderTest.start();
    ({ rpc } = users);
    root = await users.person('Root', { isStaff: true });
    ada = await users.person('Ada');
    bob = await users.person('Bob_100');
  });

  afterAll(() => users.stop());

  async function namesIn(request: Partial<Record<keyof ListUsersRequest, unknown>>, caller = root): Promise<string[]> {
    const { users: found } = await rpc.call(listUsers, { ...FIRST_PAGE, ...request }, caller);
    return found.map(({ username }) => username);
  }

  describe('in a list', () => {
    it('are all users for staff, in the order asked for, by the page', async () => {
      await expect(namesIn({})).resolves.toEqual(['ada', 'bob_100', 'root']);
      await expect(namesIn({ isDescending: true })).resolves.toEqual(['root', 'bob_100', 'ada']);
      await expect(namesIn({ ordering: 'dateJoined' })).resolves.toEqual(['root', 'ada', 'bob_100']);
      await expect(namesIn({ limit: 1, offset: 1 })).resolves.toEqual(['bob_100']);
      await expect(rpc.call(listUsers, { ...FIRST_PAGE, limit: 1 }, root)).resolves.toMatchObject({ total: 3 });
    });

    it.each([
      ['ADA', ['ada']],
      ['example.com doe', ['ada', 'bob_100', 'root']],
      ['bob, nobody', []],
      ['_', ['bob_100']],
      ['0%', []],
      ['\\', []],
    ])('are searched for %p as it is written', async (search, found) => {
      await expect(namesIn({ search })).resolves.toEqual(found);
      await expect(rpc.call(listUsers, { ...FIRST_PAGE, search }, root)).resolves.toMatchObject({
        total: found.length,
      });
    });

    it('are only themselves for anybody else', async () => {
      await expect(namesIn({}, ada)).resolves.toEqual(['ada']);
      await expect(namesIn({ search: 'AD example' }, ada)).resolves.toEqual(['ada']);
      await expect(namesIn({ search: 'bob' }, ada)).resolves.toEqual([]);
      await expect(namesIn({ offset: 1 }, ada)).resolves.toEqual([]);
    });
  });

  it('are found by user name or address, by services only', async () => {
    const find = (username: string, email: string) =>
      rpc.call(findUsersByName, { username, email }, AS_SERVICE).then((found) => found.map(({ id }) => id));
    await expect(find('ADA', 'nobody@example.com')).resolves.toEqual([ada.userId]);
    await expect(find('nobody', 'Bob_100@example.com')).resolves.toEqual([bob.userId]);
    await expect(find('ada', bob.email)).resolves.toHaveLength(2);
    await expect(find('nobody', 'nobody@example.com')).resolves.toEqual([]);
    const request = { username: 'ada', email: ada.email };
    await expect(rpc.call(findUsersByName, request, root)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('can be seen and changed by themselves and by staff', async () => {
    await expect(rpc.call(getUser, { id: ada.userId }, ada)).resolves.toMatchObject({ username: 'ada' });
    await expect(rpc.call(getUser, { id: ada.userId }, root)).resolves.toMatchObject({ username: 'ada' });
    await expect(rpc.call(getUser, { id: ada.userId }, bob)).rejects.toMatchObject(NOT_FOUND);
    await expect(rpc.call(updateUser, { id: ada.userId, lastName: 'X' }, bob)).rejects.toMatchObject(NOT_FOUND);
    await expect(rpc.call(deleteUser, { id: ada.userId }, bob)).rejects.toMatchObject(NOT_FOUND);
    await expect(rpc.call(getUser, { id: randomUUID() }, root)).rejects.toMatchObject(NOT_FOUND);
    await expect(rpc.call(getUser, { id: ada.userId })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('change, and the suite is told of it once', async () => {
    const changed = await rpc.call(updateUser, { id: ada.userId, lastName: 'Lovelace' }, ada);
    expect(changed).toMatchObject({ username: 'ada', firstName: 'Ada', lastName: 'Lovelace' });
    const ofAda = ({ id }: { id: string }) => id === ada.userId;
    await expect(users.events.take(userUpdated, ofAda)).resolves.toMatchObject({ version: 2, lastName: 'Lovelace' });
    await rpc.call(updateUser, { id: ada.userId, lastName: 'Lovelace' }, ada);
    await rpc.call(updateUser, { id: ada.userId, lastName: 'King' }, ada);
    await expect(users.events.take(userUpdated, ofAda)).resolves.toMatchObject({ version: 3, lastName: 'King' });
  });

  it('get flags from staff only', async () => {
    const id = bob.userId;
    await expect(rpc.call(updateUser, { id, isStaff: true, isActive: false }, bob)).resolves.toMatchObject({
      isStaff: false,
      isActive: true,
    });
    await expect(rpc.call(updateUser, { id, isStaff: true }, root)).resolves.toMatchObject({ isStaff: true });
    await expect(namesIn({}, bob)).resolves.toContain('root');
    await expect(rpc.call(updateUser, { id, isStaff: false }, root)).resolves.toMatchObject({ isStaff: false });
    await expect(namesIn({}, bob)).resolves.toEqual(['bob_100']);
  });

  it('cannot take a name that is taken, whatever its case', async () => {
    const id = bob.userId;
    await expect(rpc.call(updateUser, { id, username: 'ADA' }, bob)).rejects.toMatchObject({
      code: 'USERNAME_TAKEN',
      fields: { username: ['A user with that username already exists.'] },
    });
    await expect(rpc.call(updateUser, { id, email: 'Ada@example.com' }, bob)).rejects.toMatchObject({
      code: 'EMAIL_TAKEN',
      fields: { email: ['A user with that email already exists.'] },
    });
    await expect(rpc.call(updateUser, { id, username: 'Bob_100' }, bob)).resolves.toMatchObject({
      username: 'Bob_100',
    });
    await rpc.call(updateUser, { id, username: 'bob_100' }, bob);
  });

  it('who are inactive can do nothing', async () => {
    const eve = await users.person('Eve');
    await rpc.call(updateUser, { id: eve.userId, isActive: false }, root);
    for (const attempt of [
      rpc.call(listUsers, FIRST_PAGE, eve),
      rpc.call(getUser, { id: eve.userId }, eve),
      rpc.call(updateUser, { id: eve.userId, lastName: 'X' }, eve),
      rpc.call(deleteUser, { id: eve.userId }, eve),
    ]) {
      await expect(attempt).rejects.toMatchObject({ code: 'TOKEN_INVALID', detail: 'User is inactive' });
    }
    await rpc.call(deleteUser, { id: eve.userId }, root);
  });

  it('who end their account leave an id without a name, and free what they were called', async () => {
    const joe = await users.person('Joe', { isStaff: true });
    await rpc.call(deleteUser, { id: joe.userId }, joe);
    await expect(users.events.take(userDeleted, ({ id }) => id === joe.userId)).resolves.toMatchObject({
      ...DELETED_USER,
      version: 2,
      isStaff: false,
      isActive: false,
    });
    await expect(rpc.call(getUser, { id: joe.userId }, root)).rejects.toMatchObject(NOT_FOUND);
    await expect(rpc.call(getOwnUser, {}, joe)).rejects.toMatchObject(NOT_FOUND);
    await expect(rpc.call(deleteUser, { id: joe.userId }, root)).rejects.toMatchObject(NOT_FOUND);
    await expect(namesIn({ search: 'deleted' })).resolves.toEqual([]);
    await expect(rpc.call(findUsers, { ids: [joe.userId] }, AS_SERVICE)).resolves.toMatchObject([DELETED_USER]);

    const other = await users.person('Joe');
    await rpc.call(deleteUser, { id: other.userId }, other);
    await expect(users.person('Joe')).resolves.toBeDefined();
  });

  it('from elsewhere keep their flags and the day they joined', async () => {
    const request = {
      ...{ id: randomUUID(), username: 'old', email: 'old@example.com', firstName: '', lastName: '' },
      ...{ isStaff: true, isActive: false, dateJoined: '2019-05-01T10:00:00Z' },
    };
    await expect(rpc.call(createUser, request, AS_SERVICE)).resolves.toMatchObject({
      isStaff: true,
      isActive: false,
      dateJoined: '2019-05-01T10:00:00.000Z',
    });
    const told = await users.events.take(userCreated, ({ id }) => id === request.id);
    expect(told).toMatchObject({ isStaff: true, isActive: false });
  });
});
