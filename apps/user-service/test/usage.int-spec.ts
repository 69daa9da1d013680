import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dailyUsage, listUsage, requestsServed, type ListUsageRequest, type ServedRequest } from '@atrium/contracts';
import { Database, statement } from '@atrium/persistence';
import type { RpcClient } from '@atrium/rpc';
import { eventually, type TestPerson } from '@atrium/testing';

import { UsageRepository } from '../src/usage/usage.repository.js';
import { UserServiceUnderTest } from './user-service-under-test.js';

const COUNT = statement<{ requests: number }>('test-count-usage', 'SELECT count(*)::int AS requests FROM api_usage');

describe('the usage log', () => {
  let users: UserServiceUnderTest;
  let rpc: RpcClient;
  let root: TestPerson;
  let ada: TestPerson;

  beforeAll(async () => {
    users = await UserServiceUnderTest.start();
    ({ rpc } = users);
    root = await users.person('Root', { isStaff: true });
    ada = await users.person('Ada');
    const once = randomUUID();
    const first = [
      served(ada, '2025-01-15T10:00:00.000Z', { status: 200, durationMs: 10 }),
      served(ada, '2025-01-15T23:59:59.999Z', { status: 404, durationMs: 20, route: '/api/messages' }),
      served(root, '2025-01-15T12:00:00.000Z', { status: 500, durationMs: 30 }),
    ];
    await tell(first, once);
    await tell(first, once);
    await tell([
      served(ada, '2025-01-16T00:00:00.000Z', { status: 503, durationMs: 5 }),
      served(undefined, '2025-01-16T08:00:00.000Z', { status: 401, durationMs: 1 }),
    ]);
    const database = users.suite.service.app.get(Database, { strict: false });
    await eventually(() => expect(database.row(COUNT, [])).resolves.toEqual({ requests: 5 }));
  });

  afterAll(() => users.stop());

  function served(caller: TestPerson | undefined, at: string, changes: Partial<ServedRequest>): ServedRequest {
    const request = { route: '/api/workspaces', method: 'GET', status: 200, durationMs: 1, requestId: at };
    return { ...request, userId: caller?.userId ?? null, at, ...changes };
  }

  function tell(requests: ServedRequest[], id?: string): Promise<void> {
    return users.events.publish(requestsServed, { instance: randomUUID(), requests }, id);
  }

  async function times(caller: TestPerson, request: Partial<ListUsageRequest> = {}): Promise<string[]> {
    const { items } = await rpc.call(listUsage, { limit: 200, ...request }, caller);
    return items.map(({ at }) => at.slice(8, 13));
  }

  it('shows people their own requests, newest first', async () => {
    await expect(times(ada)).resolves.toEqual(['16T00', '15T23', '15T10']);
    await expect(times(ada, { userId: root.userId })).resolves.toEqual(['16T00', '15T23', '15T10']);
    const { items } = await rpc.call(listUsage, { limit: 1 }, ada);
    expect(items).toEqual([
      {
        id: expect.stringMatching(/^\d+$/),
        at: '2025-01-16T00:00:00.000Z',
        userId: ada.userId,
        method: 'GET',
        route: '/api/workspaces',
        status: 503,
        durationMs: 5,
        requestId: '2025-01-16T00:00:00.000Z',
      },
    ]);
  });

  it('shows staff everybody’s, or one person’s', async () => {
    await expect(times(root)).resolves.toEqual(['16T08', '16T00', '15T23', '15T12', '15T10']);
    await expect(times(root, { userId: ada.userId })).resolves.toEqual(['16T00', '15T23', '15T10']);
  });

  it('can be narrowed', async () => {
    await expect(times(ada, { route: '/api/messages' })).resolves.toEqual(['15T23']);
    await expect(times(ada, { statusFrom: 400, statusTo: 499 })).resolves.toEqual(['15T23']);
    await expect(times(ada, { from: '2025-01-15T10:00:00.001Z' })).resolves.toEqual(['16T00', '15T23']);
    await expect(times(ada, { to: '2025-01-16T00:00:00.000Z' })).resolves.toEqual(['15T23', '15T10']);
  });

  it('is read page by page without gaps', async () => {
    const seen: string[] = [];
    let before: string | null = '9999999999999_1';
    while (before !== null) {
      const page: { items: readonly { at: string }[]; next: string | null } = await rpc.call(
        listUsage,
        { limit: 2, before },
        root,
      );
      seen.push(...page.items.map(({ at }) => at.slice(8, 13)));
      before = page.next;
    }
    expect(seen).toEqual(await times(root));
  });

  it('adds up the days', async () => {
    const days = { from: '2025-01-01', to: '2025-01-31' };
    await expect(rpc.call(dailyUsage, days, ada)).resolves.toEqual([
      { day: '2025-01-15', requests: 2, clientErrors: 1, serverErrors: 0, averageMs: 15 },
      { day: '2025-01-16', requests: 1, clientErrors: 0, serverErrors: 1, averageMs: 5 },
    ]);
    await expect(rpc.call(dailyUsage, days, root)).resolves.toEqual([
      { day: '2025-01-15', requests: 3, clientErrors: 1, serverErrors: 1, averageMs: 20 },
      { day: '2025-01-16', requests: 2, clientErrors: 1, serverErrors: 1, averageMs: 3 },
    ]);
    await expect(rpc.call(dailyUsage, { ...days, userId: ada.userId }, root)).resolves.toHaveLength(2);
    await expect(rpc.call(dailyUsage, { ...days, to: '2025-01-15' }, ada)).resolves.toHaveLength(1);
  });

  it.each([{ limit: 0 }, { limit: 201 }, { limit: 1, before: '2025' }, { limit: 1, userId: 'ada' }])(
    'is not read with %p',
    async (request) => {
      await expect(rpc.call(listUsage, request, ada)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    },
  );

  it('is nobody’s without a token', async () => {
    await expect(rpc.call(listUsage, { limit: 1 })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(rpc.call(dailyUsage, { from: '2025-01-01', to: '2025-01-02' })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  it('forgets single requests after a while, a few at a time, and keeps the totals', async () => {
    const usage = users.suite.service.app.get(UsageRepository, { strict: false });
    await expect(usage.removeOlderThan(90, 3)).resolves.toBe(3);
    await expect(usage.removeOlderThan(90, 3)).resolves.toBe(2);
    await expect(times(root)).resolves.toEqual([]);
    await expect(rpc.call(dailyUsage, { from: '2025-01-01', to: '2025-01-31' }, ada)).resolves.toHaveLength(2);
  });
});
