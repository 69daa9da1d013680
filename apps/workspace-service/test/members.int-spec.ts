import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  createChannel,
  createWorkspace,
  DELETED_USER,
  deleteWorkspace,
  findUsers,
  getChannel,
  getWorkspace,
  joinChannel,
  leaveWorkspace,
  listActivities,
  listChannels,
  listMembers,
  listWorkspaces,
  memberRemoved,
  memberRoleChanged,
  removeMember,
  setMemberRole,
  transferWorkspace,
  updateWorkspace,
  userDeleted,
  WORKSPACE_ROLES,
  workspaceChanged,
  workspaceDeleted,
  type WorkspaceRole,
} from '@atrium/contracts';
import { eventually, stubRpc, type TestPerson } from '@atrium/testing';

import { startWorkspaceService, type WorkspaceServiceUnderTest } from './workspace-service-under-test.js';

type Somebody = WorkspaceRole | 'stranger';

let suite: WorkspaceServiceUnderTest;
let workspaceId: number;
let people: Record<Somebody, TestPerson>;
const directory = new Map<string, TestPerson>();

beforeAll(async () => {
  suite = await startWorkspaceService();
  await stubRpc(suite.nats, findUsers, ({ ids }) =>
    ids.flatMap((id) => {
      const person = directory.get(id);
      if (!person) return [];
      const { username, email, firstName } = person;
      const flags = { isStaff: false, isActive: true, dateJoined: new Date().toISOString() };
      return [{ id, username, email, firstName, lastName: '', ...flags }];
    }),
  );
});

afterAll(() => suite.stop());

beforeEach(async () => {
  people = {
    owner: givenPerson('Olive'),
    admin: givenPerson('Adam'),
    member: givenPerson('Mary'),
    guest: givenPerson('Gus'),
    stranger: givenPerson('Stan'),
  };
  ({ workspaceId } = await suite.rpc.call(createWorkspace, { name: 'Team', description: '' }, people.owner));
  for (const role of ['admin', 'member', 'guest'] as const) await suite.addMember(workspaceId, people[role], role);
});

function givenPerson(firstName: string): TestPerson {
  const person = suite.mint.person(firstName);
  directory.set(person.userId, person);
  return person;
}

/** Somebody more in the workspace, to be managed. */
async function givenMember(role: WorkspaceRole): Promise<TestPerson> {
  const person = givenPerson('Tom');
  await suite.addMember(workspaceId, person, role);
  return person;
}

async function rolesNow(): Promise<Record<string, WorkspaceRole>> {
  const asked = Object.values(people).find((person) => person !== people.stranger);
  const { items } = await suite.rpc.call(listMembers, { workspaceId, limit: 200 }, asked);
  return Object.fromEntries(items.map(({ user_id: userId, role }) => [userId, role]));
}

async function outcomeOf(calling: Promise<unknown>): Promise<string> {
  return calling.then(
    () => 'OK',
    (error: unknown) => (error as { code: string }).code,
  );
}

describe('the list of members', () => {
  it('says who is there as what, in pages', async () => {
    const sorted = [people.owner, people.admin, people.member, people.guest].toSorted((one, other) =>
      one.userId < other.userId ? -1 : 1,
    );
    const first = await suite.rpc.call(listMembers, { workspaceId, limit: 3 }, people.guest);
    expect(first.items.map(({ user_id }) => user_id)).toEqual(sorted.slice(0, 3).map(({ userId }) => userId));
    expect(first.next).toBe(sorted[2]?.userId);
    const second = await suite.rpc.call(listMembers, { workspaceId, limit: 3, after: first.next ?? '' }, people.owner);
    expect(second.items.map(({ user_id }) => user_id)).toEqual([sorted[3]?.userId]);
    expect(second.next).toBeNull();
    const mary = [...first.items, ...second.items].find(({ username }) => username === 'mary');
    expect(mary).toEqual({
      user_id: people.member.userId,
      username: 'mary',
      email: 'mary@example.com',
      first_name: 'Mary',
      role: 'member',
      joined_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
    });
  });

  it.each([0, 201])('is refused with a limit of %d', async (limit) => {
    const listing = suite.rpc.call(listMembers, { workspaceId, limit }, people.owner);
    await expect(listing).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });
});

/** What each role, and a stranger, gets: OK or a refusal. */
const RIGHTS: readonly (readonly [string, (who: TestPerson) => Promise<unknown>, Record<Somebody, string>])[] = [
  ['see the workspace', (who) => suite.rpc.call(getWorkspace, { workspaceId }, who), rights('guest')],
  ['list the members', (who) => suite.rpc.call(listMembers, { workspaceId, limit: 5 }, who), rights('guest')],
  ['rename it', (who) => suite.rpc.call(updateWorkspace, { workspaceId, name: 'New' }, who), rights('admin')],
  ['archive it', (who) => suite.rpc.call(updateWorkspace, { workspaceId, isArchived: true }, who), rights('owner')],
  ['delete it', (who) => suite.rpc.call(deleteWorkspace, { workspaceId }, who), rights('owner')],
  [
    'leave it',
    (who) => suite.rpc.call(leaveWorkspace, { workspaceId }, who),
    { ...rights('guest'), owner: 'LAST_OWNER' },
  ],
  [
    'transfer it',
    (who) => suite.rpc.call(transferWorkspace, { workspaceId, userId: people.member.userId }, who),
    rights('owner'),
  ],
  ...WORKSPACE_ROLES.flatMap((target) =>
    WORKSPACE_ROLES.map(
      (role) =>
        [
          `make somebody who is ${target} ${role}`,
          async (who: TestPerson) => {
            const { userId } = await givenMember(target);
            return suite.rpc.call(setMemberRole, { workspaceId, userId, role }, who);
          },
          rights(target === 'owner' || role === 'owner' ? 'owner' : 'admin'),
        ] as const,
    ),
  ),
  ...WORKSPACE_ROLES.map(
    (target) =>
      [
        `take out somebody who is ${target}`,
        async (who: TestPerson) => {
          const { userId } = await givenMember(target);
          return suite.rpc.call(removeMember, { workspaceId, userId }, who);
        },
        rights(target === 'owner' ? 'owner' : 'admin'),
      ] as const,
  ),
  [
    'take out somebody who is not there',
    (who) => suite.rpc.call(removeMember, { workspaceId, userId: people.stranger.userId }, who),
    { ...rights('admin', 'MEMBER_NOT_FOUND'), stranger: 'WORKSPACE_NOT_FOUND' },
  ],
];

/** `least` and those above may; strangers see nothing. */
function rights(least: WorkspaceRole, allowed = 'OK'): Record<Somebody, string> {
  const mayNot = WORKSPACE_ROLES.slice(WORKSPACE_ROLES.indexOf(least) + 1);
  const all = Object.fromEntries(WORKSPACE_ROLES.map((role) => [role, mayNot.includes(role) ? 'FORBIDDEN' : allowed]));
  return { ...(all as Record<WorkspaceRole, string>), stranger: 'WORKSPACE_NOT_FOUND' };
}

describe('who may', () => {
  describe.each(RIGHTS)('%s', (_, call, expected) => {
    it.each([...WORKSPACE_ROLES, 'stranger'] as const)('as %s', async (who) => {
      await expect(outcomeOf(call(people[who]))).resolves.toBe(expected[who]);
    });

    it('nobody without a token', async () => {
      const nobody = { accessToken: 'nonsense' } as TestPerson;
      await expect(outcomeOf(call(nobody))).resolves.toBe('TOKEN_INVALID');
    });
  });
});

describe('a workspace', () => {
  it('is shown with the caller’s role', async () => {
    await expect(suite.rpc.call(getWorkspace, { workspaceId }, people.guest)).resolves.toMatchObject({
      id: workspaceId,
      name: 'Team',
      created_by: 'olive@example.com',
      is_archived: false,
      role: 'guest',
    });
  });

  it('is renamed and described, and the suite is told', async () => {
    const update = { workspaceId, name: ' Crew ', description: 'All of us' };
    await expect(suite.rpc.call(updateWorkspace, update, people.admin)).resolves.toMatchObject({
      name: 'Crew',
      description: 'All of us',
    });
    const isOurs = ({ workspaceId: id }: { workspaceId: number }) => id === workspaceId;
    await expect(suite.events.take(workspaceChanged, isOurs)).resolves.toMatchObject({
      name: 'Crew',
      isArchived: false,
      changedBy: people.admin.userId,
      version: 3,
    });
    const [line] = await suite.rpc.call(listActivities, { workspaceId, limit: 1 }, people.member);
    expect(line).toMatchObject({ type: 'workspace_renamed', summary: 'Adam renamed the workspace Crew' });
  });

  it.each([{ name: ' ' }, { name: 'a\nb' }, { description: 'a\0b' }, { isArchived: 'yes' as unknown as boolean }])(
    'refuses %j',
    async (update) => {
      const updating = suite.rpc.call(updateWorkspace, { workspaceId, ...update }, people.owner);
      await expect(updating).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    },
  );

  it('that is archived can be read, left and brought back, and nothing else', async () => {
    const general = { workspaceId, name: 'general', isPrivate: false };
    const { channelId } = await suite.rpc.call(createChannel, general, people.owner);
    await suite.rpc.call(updateWorkspace, { workspaceId, isArchived: true }, people.owner);

    const { owner, member, guest } = people;
    const archived = { code: 'WORKSPACE_ARCHIVED' };
    const other = { workspaceId, name: 'other', isPrivate: false };
    await expect(suite.rpc.call(createChannel, other, owner)).rejects.toMatchObject(archived);
    await expect(suite.rpc.call(joinChannel, { channelId }, member)).rejects.toMatchObject(archived);
    const { userId } = member;
    await expect(suite.rpc.call(removeMember, { workspaceId, userId }, owner)).rejects.toMatchObject(archived);
    await expect(suite.rpc.call(updateWorkspace, { workspaceId, name: 'X' }, owner)).rejects.toMatchObject(archived);
    await expect(suite.rpc.call(listChannels, { workspaceId }, member)).resolves.toHaveLength(1);
    await suite.rpc.call(leaveWorkspace, { workspaceId }, guest);

    await suite.rpc.call(updateWorkspace, { workspaceId, isArchived: false }, owner);
    await suite.rpc.call(createChannel, other, owner);
  });

  it('that is deleted is gone with everything in it', async () => {
    const general = { workspaceId, name: 'general', isPrivate: false };
    const { channelId } = await suite.rpc.call(createChannel, general, people.owner);
    await suite.rpc.call(deleteWorkspace, { workspaceId }, people.owner);
    await expect(suite.rpc.call(listWorkspaces, {}, people.owner)).resolves.toEqual([]);
    await expect(suite.rpc.call(getChannel, { channelId }, people.owner)).rejects.toMatchObject({
      code: 'CHANNEL_NOT_FOUND',
    });
    await expect(
      suite.events.take(workspaceDeleted, (told) => told.workspaceId === workspaceId),
    ).resolves.toMatchObject({ deletedBy: people.owner.userId, version: 4 });
  });

  it('is transferred in one step', async () => {
    const { owner, member } = people;
    await suite.rpc.call(transferWorkspace, { workspaceId, userId: member.userId }, owner);
    await expect(rolesNow()).resolves.toMatchObject({ [member.userId]: 'owner', [owner.userId]: 'admin' });
    const isOurs = ({ workspaceId: id }: { workspaceId: number }) => id === workspaceId;
    await expect(suite.events.take(memberRoleChanged, isOurs)).resolves.toMatchObject({ role: 'owner', version: 3 });
    await expect(suite.events.take(memberRoleChanged, isOurs)).resolves.toMatchObject({ role: 'admin', version: 4 });
  });
});

describe('leaving', () => {
  it('takes the member out of all channels and tells the suite', async () => {
    const secret = { workspaceId, name: 'secret', isPrivate: true };
    const { channelId } = await suite.rpc.call(createChannel, secret, people.member);
    await suite.rpc.call(leaveWorkspace, { workspaceId }, people.member);
    await expect(suite.rpc.call(listWorkspaces, {}, people.member)).resolves.toEqual([]);
    const told = await suite.events.take(memberRemoved, ({ userId }) => userId === people.member.userId);
    expect(told).toMatchObject({ workspaceId, reason: 'left', version: 4 });
    const [line] = await suite.rpc.call(listActivities, { workspaceId, limit: 1 }, people.owner);
    expect(line).toMatchObject({ type: 'member_left', summary: 'Mary left the workspace' });

    await suite.addMember(workspaceId, people.member, 'member');
    await expect(suite.rpc.call(getChannel, { channelId }, people.member)).rejects.toMatchObject({
      code: 'CHANNEL_NOT_FOUND',
    });
    // Nobody was left in it, so that its name is free.
    await suite.rpc.call(createChannel, secret, people.owner);
  });

  it('is refused to both of two owners who leave at the same time, but for one', async () => {
    const second = await givenMember('owner');
    const outcomes = await Promise.all(
      [people.owner, second].map((who) => outcomeOf(suite.rpc.call(leaveWorkspace, { workspaceId }, who))),
    );
    expect(outcomes.toSorted()).toEqual(['LAST_OWNER', 'OK']);
  });

  it('cannot be circumvented by giving up the role', async () => {
    const { userId } = people.owner;
    const stepDown = { workspaceId, userId, role: 'admin' } as const;
    await expect(suite.rpc.call(setMemberRole, stepDown, people.owner)).rejects.toMatchObject({ code: 'LAST_OWNER' });
  });
});

describe('an account that ends', () => {
  function endAccount({ userId: id }: TestPerson): Promise<void> {
    const gone = { ...DELETED_USER, id, version: 2, isStaff: false, isActive: false };
    return suite.events.publish(userDeleted, { ...gone, occurredAt: new Date().toISOString() });
  }

  it('leaves the workspace to the oldest administrator', async () => {
    await givenMember('admin');
    await endAccount(people.owner);
    await eventually(async () => {
      const { items } = await suite.rpc.call(listMembers, { workspaceId, limit: 200 }, people.admin);
      expect(items.find(({ user_id }) => user_id === people.admin.userId)?.role).toBe('owner');
      expect(items).toHaveLength(4);
    });
    const told = await suite.events.take(memberRemoved, ({ userId }) => userId === people.owner.userId);
    expect(told).toMatchObject({ workspaceId, reason: 'account-deleted' });
  });

  it('leaves it to the oldest member where there is no administrator', async () => {
    await suite.removeMember(workspaceId, people.admin);
    await endAccount(people.owner);
    await eventually(() =>
      expect(suite.rpc.call(getWorkspace, { workspaceId }, people.member)).resolves.toMatchObject({ role: 'owner' }),
    );
  });

  it('leaves it archived to guests, and deleted to nobody', async () => {
    await suite.removeMember(workspaceId, people.admin);
    await suite.removeMember(workspaceId, people.member);
    await endAccount(people.owner);
    await eventually(() =>
      expect(suite.rpc.call(getWorkspace, { workspaceId }, people.guest)).resolves.toMatchObject({
        role: 'guest',
        is_archived: true,
      }),
    );
    await endAccount(people.guest);
    await suite.events.take(workspaceDeleted, (told) => told.workspaceId === workspaceId);
  });
});
