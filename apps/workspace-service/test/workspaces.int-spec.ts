import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createWorkspace,
  findUsers,
  listActivities,
  listWorkspaces,
  memberAdded,
  pingOf,
  userCreated,
  workspaceCreated,
} from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import { eventually, quietly, stubRpc, type TestPerson } from '@atrium/testing';

import { startWorkspaceService, type WorkspaceServiceUnderTest } from './workspace-service-under-test.js';

describe('workspaces', () => {
  let suite: WorkspaceServiceUnderTest;
  const directory = new Map<string, TestPerson>();
  let lookUps = 0;

  beforeAll(async () => {
    suite = await startWorkspaceService();
    await stubRpc(suite.nats, findUsers, ({ ids }) => {
      lookUps += 1;
      return ids.flatMap((id) => {
        const person = directory.get(id);
        return person ? [{ id, ...profileOf(person), dateJoined: new Date().toISOString() }] : [];
      });
    });
  });

  afterAll(() => suite.stop());

  function givenPerson(firstName: string): TestPerson {
    const person = suite.mint.person(firstName);
    directory.set(person.userId, person);
    return person;
  }

  it('answers the ping of its own name', async () => {
    await expect(suite.rpc.call(pingOf('workspace'), {})).resolves.toMatchObject({ service: 'workspace-service' });
  });

  it('creates a workspace whose creator is its owner, and tells the suite', async () => {
    const john = givenPerson('John');
    const request = { name: '  Engineering Team ', description: 'Main engineering workspace' };
    const { workspaceId } = await suite.rpc.call(createWorkspace, request, john);

    expect(workspaceId).toBe(1);
    await expect(suite.rpc.call(listWorkspaces, {}, john)).resolves.toEqual([
      {
        id: workspaceId,
        name: 'Engineering Team',
        description: 'Main engineering workspace',
        created_by: 'john@example.com',
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
      },
    ]);
    await expect(suite.database.row(ROLE, [workspaceId, john.userId])).resolves.toEqual({ role: 'owner' });
    await expect(suite.events.take(workspaceCreated)).resolves.toMatchObject({
      workspaceId,
      name: 'Engineering Team',
      createdBy: john.userId,
      version: 1,
    });
    await expect(suite.events.take(memberAdded)).resolves.toMatchObject({
      workspaceId,
      userId: john.userId,
      role: 'owner',
      version: 2,
    });
  });

  it('begins the feed of a new workspace with its creation', async () => {
    const john = givenPerson('John');
    const { workspaceId } = await suite.rpc.call(createWorkspace, { name: 'Feed', description: '' }, john);
    const feed = await suite.rpc.call(listActivities, { workspaceId, limit: 10 }, john);
    expect(feed).toMatchObject([
      { type: 'member_joined', ref_id: john.userId, summary: 'John joined the workspace' },
      { type: 'workspace_created', ref_id: workspaceId, summary: 'John created the workspace Feed' },
    ]);
    expect(feed[0]?.actor_email).toBe('john@example.com');
  });

  it('allows two workspaces one name', async () => {
    const john = givenPerson('John');
    const first = await suite.rpc.call(createWorkspace, { name: 'Twin', description: '' }, john);
    const second = await suite.rpc.call(createWorkspace, { name: 'Twin', description: '' }, john);
    expect(second.workspaceId).toBeGreaterThan(first.workspaceId);
  });

  it('takes a name of as many emoji as of letters', async () => {
    const john = givenPerson('John');
    const name = '❤️'.repeat(100);
    await suite.rpc.call(createWorkspace, { name, description: '' }, john);
    await expect(suite.rpc.call(listWorkspaces, {}, john)).resolves.toMatchObject([{ name }]);
  });

  it('lists the workspaces of the caller only, oldest first', async () => {
    const [john, mary] = [givenPerson('John'), givenPerson('Mary')];
    const ids: number[] = [];
    for (const name of ['One', 'Two', 'Three']) {
      ids.push((await suite.rpc.call(createWorkspace, { name, description: '' }, john)).workspaceId);
    }
    await suite.addMember(ids[1] ?? 0, mary, 'member');

    const ofJohn = await suite.rpc.call(listWorkspaces, {}, john);
    expect(ofJohn.map(({ id }) => id)).toEqual(ids);
    const ofMary = await suite.rpc.call(listWorkspaces, {}, mary);
    expect(ofMary).toMatchObject([{ name: 'Two', created_by: 'john@example.com' }]);
  });

  it('asks the directory once for a creator it does not know, and not at all for one it does', async () => {
    const [stranger, known] = [givenPerson('Stranger'), givenPerson('Known')];
    await suite.rpc.call(createWorkspace, { name: 'Unknown', description: '' }, stranger);
    await suite.rpc.call(createWorkspace, { name: 'Known', description: '' }, known);
    const profile = { ...profileOf(known), email: 'known@example.org', id: known.userId, version: 3 };
    await suite.events.publish(userCreated, { ...profile, occurredAt: new Date().toISOString() });
    await eventually(async () => {
      await expect(suite.database.rows(KNOWN, [known.userId])).resolves.toHaveLength(1);
    });

    lookUps = 0;
    await expect(suite.rpc.call(listWorkspaces, {}, known)).resolves.toMatchObject([
      { created_by: 'known@example.org' },
    ]);
    expect(lookUps).toBe(0);
    const ofStranger = [{ created_by: 'stranger@example.com' }];
    await expect(suite.rpc.call(listWorkspaces, {}, stranger)).resolves.toMatchObject(ofStranger);
    await expect(suite.rpc.call(listWorkspaces, {}, stranger)).resolves.toMatchObject(ofStranger);
    expect(lookUps).toBe(1);
  });

  it('leaves the creator empty when their account is gone', async () => {
    const gone = suite.mint.person('Gone');
    await suite.rpc.call(createWorkspace, { name: 'Orphan', description: '' }, gone);
    await expect(suite.rpc.call(listWorkspaces, {}, gone)).resolves.toMatchObject([{ created_by: '' }]);
  });

  it.each([
    ['a name of spaces only', { name: '   ', description: '' }, 'name'],
    ['an empty name', { name: '', description: '' }, 'name'],
    ['a name with a line break', { name: 'two\nlines', description: '' }, 'name'],
    ['a name that is too long', { name: 'x'.repeat(101), description: '' }, 'name'],
    ['a description that PostgreSQL cannot store', { name: 'Fine', description: 'a\0b' }, 'description'],
    ['a description that is too long', { name: 'Fine', description: 'x'.repeat(2_001) }, 'description'],
  ])('refuses %s and changes nothing', async (_, request, field) => {
    const john = givenPerson('John');
    await expect(suite.rpc.call(createWorkspace, request, john)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: { [field]: [expect.any(String)] },
    });
    await expect(suite.rpc.call(listWorkspaces, {}, john)).resolves.toEqual([]);
  });

  it('refuses callers without a good token', async () => {
    const now = Math.floor(Date.now() / 1_000);
    const expired = suite.mint.sign({ iat: now - 1_000, exp: now - 100 });
    for (const identity of [undefined, { accessToken: 'nonsense' }, { accessToken: expired }]) {
      const code = identity ? 'TOKEN_INVALID' : 'UNAUTHENTICATED';
      await expect(suite.rpc.call(listWorkspaces, {}, identity)).rejects.toMatchObject({ code });
    }
  });

  it('stores a workspace, its owner, its feed and its events together or not at all', async () => {
    const john = givenPerson('John');
    await suite.database.rows(HIDE_OUTBOX, []);
    const creating = quietly(() => suite.rpc.call(createWorkspace, { name: 'Half', description: '' }, john));
    await expect(creating).rejects.toMatchObject({ code: 'INTERNAL' });
    await suite.database.rows(SHOW_OUTBOX, []);
    await expect(suite.database.rows(NAMED, ['Half'])).resolves.toEqual([]);
    await expect(suite.rpc.call(listWorkspaces, {}, john)).resolves.toEqual([]);
  });
});

const KNOWN = statement('test-known', 'SELECT FROM person WHERE user_id = $1');
const ROLE = statement('test-role', 'SELECT role FROM workspace_member WHERE workspace_id = $1 AND user_id = $2');
const NAMED = statement('test-named', 'SELECT id FROM workspace WHERE name = $1');
const HIDE_OUTBOX = statement('test-hide-outbox', 'ALTER TABLE outbox RENAME TO hidden_outbox');
const SHOW_OUTBOX = statement('test-show-outbox', 'ALTER TABLE hidden_outbox RENAME TO outbox');

function profileOf({ username, email, firstName }: TestPerson) {
  return { username, email, firstName, lastName: '', isStaff: false, isActive: true };
}
