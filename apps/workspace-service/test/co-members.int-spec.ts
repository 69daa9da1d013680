import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createWorkspace, findCoMembers, findUsers, listCoMembers, userCreated } from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import { eventually, stubRpc, type TestPerson } from '@atrium/testing';

import { startWorkspaceService, type WorkspaceServiceUnderTest } from './workspace-service-under-test.js';

const CROWD = statement(
  'test-crowd',
  `INSERT INTO workspace_member (workspace_id, user_id, role, joined_at)
   SELECT $1, gen_random_uuid(), 'member', now() FROM generate_series(1, $2)`,
);

let suite: WorkspaceServiceUnderTest;
let john: TestPerson;
let mary: TestPerson;
let stan: TestPerson;
let workspaceId: number;

beforeAll(async () => {
  suite = await startWorkspaceService();
  await stubRpc(suite.nats, findUsers, () => []);
  [john, mary, stan] = ['John', 'Mary', 'Stan'].map((name) => suite.mint.person(name)) as [
    TestPerson,
    TestPerson,
    TestPerson,
  ];
  for (const { userId: id, username, email, firstName } of [john, mary, stan]) {
    const flags = { isStaff: false, isActive: true, version: 1, occurredAt: new Date().toISOString() };
    await suite.events.publish(userCreated, { id, username, email, firstName, lastName: '', ...flags });
  }
  ({ workspaceId } = await suite.rpc.call(createWorkspace, { name: 'Team', description: '' }, john));
  await suite.rpc.call(createWorkspace, { name: 'Own', description: '' }, stan);
  await suite.addMember(workspaceId, mary, 'guest');
});

afterAll(() => suite.stop());

const shown = ({ userId, email }: TestPerson) => ({ userId, email });

it('are those who share a workspace, oneself among them', async () => {
  await eventually(async () => {
    const { people, isComplete } = await suite.rpc.call(listCoMembers, {}, mary);
    expect(people).toHaveLength(2);
    expect(people).toEqual(expect.arrayContaining([shown(john), shown(mary)]));
    expect(isComplete).toBe(true);
  });
  const newcomer = suite.mint.person('New');
  await expect(suite.rpc.call(listCoMembers, {}, newcomer)).resolves.toEqual({
    people: [shown(newcomer)],
    isComplete: true,
  });
});

it('are found by address, in whatever case, and strangers are not', async () => {
  const emails = ['JOHN@example.com', stan.email, 'nobody@example.com'];
  await eventually(() => expect(suite.rpc.call(findCoMembers, { emails }, mary)).resolves.toEqual([shown(john)]));
  await expect(suite.rpc.call(findCoMembers, { emails: ['nonsense'] }, mary)).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
  });
});

it('are nobody when they are more than 200', async () => {
  await suite.database.rows(CROWD, [workspaceId, 198]);
  await expect(suite.rpc.call(listCoMembers, {}, mary)).resolves.toMatchObject({ isComplete: true });
  await suite.database.rows(CROWD, [workspaceId, 1]);
  await expect(suite.rpc.call(listCoMembers, {}, mary)).resolves.toEqual({ people: [], isComplete: false });
});
