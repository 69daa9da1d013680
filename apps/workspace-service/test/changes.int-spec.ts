import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  createChannel,
  createWorkspace,
  findUsers,
  leaveWorkspace,
  listMembers,
  removeMember,
  setMemberRole,
  transferWorkspace,
  updateWorkspace,
  WORKSPACE_ROLES,
  type WorkspaceRole,
} from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import { DomainError } from '@atrium/rpc';
import { eventually, stubRpc, type TestPerson } from '@atrium/testing';
import fc from 'fast-check';

import { startWorkspaceService, type WorkspaceServiceUnderTest } from './workspace-service-under-test.js';

/** A change of a workspace, as far as memberships go. */
interface Told {
  readonly subject: string;
  readonly workspaceId: number;
  readonly version?: number;
  readonly userId?: string;
  readonly role?: WorkspaceRole;
}

const VERSION = statement<{ version: number }>('test-version', 'SELECT version FROM workspace WHERE id = $1');

let suite: WorkspaceServiceUnderTest;
const told: Told[] = [];

beforeAll(async () => {
  suite = await startWorkspaceService();
  await stubRpc(suite.nats, findUsers, () => []);
  suite.nats.subscribe('workspace.event.>', {
    callback: (error, message) => {
      if (error) throw error;
      told.push({ ...message.json<Told>(), subject: message.subject });
    },
  });
  await suite.nats.flush();
});

afterAll(() => suite.stop());

/** Numbered changes of a workspace by number; a repeated event counts once. */
function changesOf(workspaceId: number): Told[] {
  const ofWorkspace = told.filter((one) => one.workspaceId === workspaceId && one.version !== undefined);
  const byVersion = new Map(ofWorkspace.map((one) => [one.version ?? 0, one]));
  return [...byVersion.values()].toSorted((one, other) => (one.version ?? 0) - (other.version ?? 0));
}

/** What a projection knows that applies the changes in the order of their numbers. */
function projected(initial: ReadonlyMap<string, WorkspaceRole>, changes: readonly Told[]): Map<string, WorkspaceRole> {
  const roles = new Map(initial);
  for (const { subject, userId = '', role } of changes) {
    if (subject.includes('.member-removed.')) roles.delete(userId);
    else if (/\.member-(added|role-changed)\./.test(subject) && role !== undefined) roles.set(userId, role);
  }
  return roles;
}

const index = fc.nat(3);
const step = fc.oneof(
  fc.record({ kind: fc.constant('role' as const), by: index, of: index, role: fc.constantFrom(...WORKSPACE_ROLES) }),
  fc.record({
    kind: fc.constantFrom('remove', 'transfer'),
    by: index,
    of: index,
    role: fc.constant('member' as const),
  }),
  fc.record({
    kind: fc.constantFrom('leave', 'rename', 'channel'),
    by: index,
    of: index,
    role: fc.constant('member' as const),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function perform(workspaceId: number, people: readonly TestPerson[], { kind, by, of, role }: Step, nth: string) {
  const { rpc } = suite;
  const who = people[by];
  const userId = people[of]?.userId ?? '';
  if (kind === 'role') return rpc.call(setMemberRole, { workspaceId, userId, role }, who);
  if (kind === 'remove') return rpc.call(removeMember, { workspaceId, userId }, who);
  if (kind === 'transfer') return rpc.call(transferWorkspace, { workspaceId, userId }, who);
  if (kind === 'leave') return rpc.call(leaveWorkspace, { workspaceId }, who);
  if (kind === 'rename') return rpc.call(updateWorkspace, { workspaceId, name: nth }, who);
  return rpc.call(createChannel, { workspaceId, name: nth, isPrivate: false }, who);
}

it('never leave a workspace without an owner, and are numbered without a gap, whoever acts at the same time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
      async (rounds) => {
        const people = ['A', 'B', 'C', 'D'].map((name) => suite.mint.person(name));
        const [owner, ...others] = people;
        const { workspaceId } = await suite.rpc.call(createWorkspace, { name: 'Team', description: '' }, owner);
        const initial = new Map<string, WorkspaceRole>();
        for (const [place, person] of others.entries()) {
          const role = (['owner', 'admin', 'member'] as const)[place] ?? 'guest';
          await suite.addMember(workspaceId, person, role);
          initial.set(person.userId, role);
        }
        for (const [round, steps] of rounds.entries()) {
          await Promise.all(
            steps.map((one, nth) =>
              perform(workspaceId, people, one, `n-${round}-${nth}`).catch((error: unknown) => {
                if (!(error instanceof DomainError) || error.code === 'INTERNAL') throw error;
              }),
            ),
          );
        }
        const { version = 0 } = (await suite.database.row(VERSION, [workspaceId])) ?? {};
        const changes = await eventually(() => {
          const heard = changesOf(workspaceId);
          expect(heard).toHaveLength(version);
          return heard;
        });
        expect(changes.map((change) => change.version)).toEqual(Array.from({ length: version }, (_, at) => at + 1));
        const roles = projected(initial, changes);
        const someOwner = people.find(({ userId }) => roles.get(userId) === 'owner');
        expect(someOwner).toBeDefined();
        const { items } = await suite.rpc.call(listMembers, { workspaceId, limit: 50 }, someOwner);
        expect(new Map(items.map(({ user_id: id, role }) => [id, role]))).toEqual(
          new Map([...roles].toSorted(([one], [other]) => (one < other ? -1 : 1))),
        );
      },
    ),
    { numRuns: 20 },
  );
}, 120_000);
