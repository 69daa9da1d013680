import { createHash, randomBytes } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  acceptInvitation,
  acceptInvitationLink,
  createWorkspace,
  declineInvitation,
  findUsers,
  getWorkspace,
  invitationSent,
  inviteMember,
  leaveWorkspace,
  listActivities,
  listInvitations,
  listOwnInvitations,
  memberAdded,
  prepareInvitationMail,
  revokeInvitation,
  updateWorkspace,
  userCreated,
  WORKSPACE_ROLES,
  type InviteMemberRequest,
} from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import { AS_SERVICE } from '@atrium/rpc';
import { eventually, stubRpc, type TestPerson } from '@atrium/testing';

import { startWorkspaceService, type WorkspaceServiceUnderTest } from './workspace-service-under-test.js';

const EXPIRE = statement(
  'test-expire',
  `UPDATE invitation SET expires_at = now() - interval '1 second' WHERE workspace_id = $1`,
);
const KNOWN = statement('test-known', 'SELECT FROM person WHERE user_id = ANY($1)');
const ROWS = statement('test-rows', 'SELECT * FROM invitation WHERE workspace_id = $1');

let suite: WorkspaceServiceUnderTest;
let workspaceId: number;
let people: Record<(typeof WORKSPACE_ROLES)[number] | 'mary' | 'stan', TestPerson>;

beforeAll(async () => {
  suite = await startWorkspaceService();
  await stubRpc(suite.nats, findUsers, () => []);
  const names = [...WORKSPACE_ROLES, 'mary', 'stan'] as const;
  people = Object.fromEntries(names.map((name) => [name, suite.mint.person(name)])) as typeof people;
  for (const { userId: id, username, email, firstName } of Object.values(people)) {
    const flags = { isStaff: false, isActive: true, version: 1, occurredAt: new Date().toISOString() };
    await suite.events.publish(userCreated, { id, username, email, firstName, lastName: '', ...flags });
  }
  const ids = Object.values(people).map(({ userId }) => userId);
  await eventually(() => expect(suite.database.rows(KNOWN, [ids])).resolves.toHaveLength(ids.length));
});

afterAll(() => suite.stop());

beforeEach(async () => {
  ({ workspaceId } = await suite.rpc.call(createWorkspace, { name: 'Team', description: '' }, people.owner));
  for (const role of ['admin', 'member', 'guest'] as const) await suite.addMember(workspaceId, people[role], role);
});

const invite = (request: Partial<InviteMemberRequest>, who = people.admin) =>
  suite.rpc.call(inviteMember, { workspaceId, role: 'member', ...request }, who);

const ours = (told: { workspaceId: number }) => told.workspaceId === workspaceId;

/** What auth-service does when it hears of an invitation by mail. */
async function mailed(email = 'new@example.com', role: 'member' | 'guest' = 'member') {
  const { id: invitationId } = await invite({ email, role });
  const token = randomBytes(32).toString('base64url');
  const tokenHash = createHash('sha256').update(token).digest('hex');
  const content = await suite.rpc.call(prepareInvitationMail, { invitationId, tokenHash }, AS_SERVICE);
  return { invitationId, token, content };
}

describe('an invitation by name', () => {
  it.each([
    ['user name', () => 'MARY'],
    ['user id', () => people.mary.userId],
  ])('finds its person by %s, who accepts it', async (_, user) => {
    const invitation = await invite({ user: user(), role: 'guest' });
    expect(invitation).toMatchObject({
      workspace_id: workspaceId,
      user_id: people.mary.userId,
      username: 'mary',
      email: null,
      role: 'guest',
      invited_by: 'admin@example.com',
    });
    await expect(suite.events.take(invitationSent, ours)).resolves.toMatchObject({
      invitationId: invitation.id,
      userId: people.mary.userId,
      workspaceName: 'Team',
    });
    const own = await suite.rpc.call(listOwnInvitations, {}, people.mary);
    expect(own).toContainEqual(expect.objectContaining({ id: invitation.id, workspace_name: 'Team', role: 'guest' }));

    const accepting = { invitationId: invitation.id };
    const accepted = suite.rpc.call(acceptInvitation, accepting, people.mary);
    await expect(accepted).resolves.toEqual({ workspace_id: workspaceId });
    await expect(suite.rpc.call(getWorkspace, { workspaceId }, people.mary)).resolves.toMatchObject({ role: 'guest' });
    const added = await suite.events.take(memberAdded, (told) => ours(told) && told.userId === people.mary.userId);
    expect(added).toMatchObject({ role: 'guest', version: 3 });
    const lines = await suite.rpc.call(listActivities, { workspaceId, limit: 2 }, people.owner);
    expect(lines.map(({ summary }) => summary)).toEqual(['mary joined the workspace', 'admin invited somebody']);
    await expect(suite.rpc.call(acceptInvitation, accepting, people.mary)).rejects.toMatchObject({
      code: 'INVITATION_NOT_FOUND',
    });
    await suite.rpc.call(leaveWorkspace, { workspaceId }, people.mary);
  });

  it('is nobody else’s to answer', async () => {
    const { id: invitationId } = await invite({ user: 'mary' });
    const refused = { code: 'INVITATION_NOT_FOUND' };
    await expect(suite.rpc.call(acceptInvitation, { invitationId }, people.stan)).rejects.toMatchObject(refused);
    await expect(suite.rpc.call(declineInvitation, { invitationId }, people.stan)).rejects.toMatchObject(refused);
  });

  it('is gone once it is declined', async () => {
    const { id: invitationId } = await invite({ user: 'mary' });
    await suite.rpc.call(declineInvitation, { invitationId }, people.mary);
    await expect(suite.rpc.call(acceptInvitation, { invitationId }, people.mary)).rejects.toMatchObject({
      code: 'INVITATION_NOT_FOUND',
    });
  });

  it.each([
    [{ user: 'nobody-here' }, 'USER_NOT_FOUND'],
    [{ user: '01932b5e-0000-7000-8000-000000000000' }, 'USER_NOT_FOUND'],
    [{ user: 'guest' }, 'ALREADY_MEMBER'],
    [{ email: 'guest@example.com' }, 'ALREADY_MEMBER'],
    [{}, 'VALIDATION_FAILED'],
    [{ user: 'mary', email: 'mary@example.com' }, 'VALIDATION_FAILED'],
    [{ email: 'nonsense' }, 'VALIDATION_FAILED'],
    [{ user: 'mary', role: 'owner' as 'admin' }, 'VALIDATION_FAILED'],
  ])('refuses %j with %s', async (request, code) => {
    await expect(invite(request)).rejects.toMatchObject({ code });
    await expect(suite.database.rows(ROWS, [workspaceId])).resolves.toEqual([]);
  });
});

describe('an invitation by mail', () => {
  it('lets whoever holds its token in, once', async () => {
    const { token, content } = await mailed();
    expect(content).toEqual({
      email: 'new@example.com',
      workspaceName: 'Team',
      invitedBy: 'admin',
      expiresAt: expect.any(String),
    });
    const accepting = suite.rpc.call(acceptInvitationLink, { token }, people.stan);
    await expect(accepting).resolves.toEqual({ workspace_id: workspaceId });
    await expect(suite.rpc.call(acceptInvitationLink, { token }, people.mary)).rejects.toMatchObject({
      code: 'INVITATION_NOT_FOUND',
    });
    await suite.rpc.call(leaveWorkspace, { workspaceId }, people.stan);
  });

  it('lets in one of two who open it at the same time', async () => {
    const { token } = await mailed();
    const outcomes = await Promise.allSettled(
      [people.mary, people.stan].map((who) => suite.rpc.call(acceptInvitationLink, { token }, who)),
    );
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('answers the same whether or not the address has an account, and shows it to no account', async () => {
    const known = await invite({ email: 'mary@example.com' });
    const unknown = await invite({ user: 'unknown@example.com' });
    const { id, email, created_at: createdAt, expires_at: expiresAt, ...rest } = unknown;
    expect(known).toEqual({
      ...rest,
      id: expect.any(String),
      email: 'mary@example.com',
      created_at: expect.any(String),
      expires_at: expect.any(String),
    });
    expect([id, email, createdAt < expiresAt]).toEqual([expect.any(String), 'unknown@example.com', true]);
    const own = await suite.rpc.call(listOwnInvitations, {}, people.mary);
    expect(own.filter(({ workspace_id: of }) => of === workspaceId)).toEqual([]);
    const told = await suite.events.take(invitationSent, (one) => one.invitationId === id);
    expect(told.userId).toBeNull();
    expect(JSON.stringify(told)).not.toContain('unknown@');
  });

  it('keeps no token', async () => {
    const { token } = await mailed();
    const rows = await suite.database.rows(ROWS, [workspaceId]);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('that is sent again replaces the first, whose link is dead', async () => {
    const first = await mailed();
    const second = await mailed('NEW@example.com');
    await expect(suite.rpc.call(acceptInvitationLink, { token: first.token }, people.stan)).rejects.toMatchObject({
      code: 'INVITATION_NOT_FOUND',
    });
    const { items } = await suite.rpc.call(listInvitations, { workspaceId, limit: 10 }, people.owner);
    expect(items.map(({ id }) => id)).toEqual([second.invitationId]);
  });

  it('ends with its time, when it is taken back, and with whoever sent it', async () => {
    const late = await mailed();
    await suite.database.rows(EXPIRE, [workspaceId]);
    const taken = await mailed('taken@example.com');
    await suite.rpc.call(revokeInvitation, { workspaceId, invitationId: taken.invitationId }, people.owner);
    const orphaned = await mailed('orphaned@example.com');
    await suite.rpc.call(leaveWorkspace, { workspaceId }, people.admin);
    for (const { token } of [late, taken, orphaned]) {
      await expect(suite.rpc.call(acceptInvitationLink, { token }, people.stan)).rejects.toMatchObject({
        code: 'INVITATION_NOT_FOUND',
      });
    }
    const preparing = { invitationId: taken.invitationId, tokenHash: '0'.repeat(64) };
    await expect(suite.rpc.call(prepareInvitationMail, preparing, AS_SERVICE)).rejects.toMatchObject({
      code: 'INVITATION_NOT_FOUND',
    });
  });

  it('waits while the workspace is archived', async () => {
    const { token } = await mailed();
    await suite.rpc.call(updateWorkspace, { workspaceId, isArchived: true }, people.owner);
    await expect(suite.rpc.call(acceptInvitationLink, { token }, people.stan)).rejects.toMatchObject({
      code: 'WORKSPACE_ARCHIVED',
    });
    await suite.rpc.call(updateWorkspace, { workspaceId, isArchived: false }, people.owner);
    await suite.rpc.call(acceptInvitationLink, { token }, people.stan);
  });

  it.each(['', 'short', `${'x'.repeat(42)}!`])('refuses the token %j', async (token) => {
    await expect(suite.rpc.call(acceptInvitationLink, { token }, people.stan)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });

  it('changes nothing for somebody who is there already', async () => {
    const { token } = await mailed('other@example.com', 'guest');
    await suite.rpc.call(acceptInvitationLink, { token }, people.owner);
    await expect(suite.rpc.call(getWorkspace, { workspaceId }, people.owner)).resolves.toMatchObject({ role: 'owner' });
  });
});

describe('who may', () => {
  const rights = { owner: 'OK', admin: 'OK', member: 'FORBIDDEN', guest: 'FORBIDDEN', stan: 'WORKSPACE_NOT_FOUND' };
  type Call = (who: TestPerson) => Promise<unknown>;
  const calls: readonly (readonly [string, Call])[] = [
    ['invite', (who) => invite({ user: 'mary' }, who)],
    ['invite an administrator', (who) => invite({ email: 'x@example.com', role: 'admin' }, who)],
    ['see invitations', (who) => suite.rpc.call(listInvitations, { workspaceId, limit: 5 }, who)],
    [
      'take one back',
      async (who) => {
        const { id: invitationId } = await invite({ user: 'mary' });
        return suite.rpc.call(revokeInvitation, { workspaceId, invitationId }, who);
      },
    ],
  ];

  describe.each(calls)('%s', (_, call) => {
    it.each(Object.entries(rights))('as %s: %s', async (who, expected) => {
      const outcome = call(people[who as keyof typeof rights]).then(
        () => 'OK',
        (error: unknown) => (error as { code: string }).code,
      );
      await expect(outcome).resolves.toBe(expected);
    });
  });

  it('send no more than 50 in an hour from one workspace', async () => {
    for (let index = 0; index < 50; index += 1) await invite({ email: `n${index}@example.com` }, people.owner);
    await expect(invite({ email: 'one-more@example.com' }, people.owner)).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      retryAfterSeconds: expect.any(Number),
    });
    const first = await suite.rpc.call(listInvitations, { workspaceId, limit: 30 }, people.owner);
    const rest = await suite.rpc.call(
      listInvitations,
      { workspaceId, limit: 30, after: first.next ?? '' },
      people.owner,
    );
    expect([first.items.length, rest.items.length, rest.next]).toEqual([30, 20, null]);
  });
});
