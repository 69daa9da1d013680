import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  listAuditEvents,
  login,
  userUpdated,
  type AuditEventView,
  type ListAuditEventsRequest,
  type UserView,
} from '@atrium/contracts';
import { eventually } from '@atrium/testing';

import { IdentityRepository } from '../src/account/identity.repository.js';
import { startAuthService, type AuthServiceUnderTest } from './auth-service-under-test.js';

describe('the audit log', () => {
  let auth: AuthServiceUnderTest;
  let staff: { accessToken: string };
  let customer: UserView;
  let customers: { accessToken: string };

  beforeAll(async () => {
    auth = await startAuthService({ redisDatabase: 9 });
    const admin = await someone();
    const { dateJoined: occurredAt, ...profile } = admin;
    await auth.events.publish(userUpdated, { ...profile, isStaff: true, version: 2, occurredAt });
    const identities = auth.app.get(IdentityRepository, { strict: false });
    await eventually(() => expect(identities.findActive(admin.id)).resolves.toMatchObject({ isStaff: true }));
    staff = await logIn(admin.email);
    customer = await someone();
    for (let failure = 0; failure < 3; failure += 1) {
      await expect(logIn(customer.email, 'wrongPass')).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
    }
    customers = await logIn(customer.email);
  });

  afterAll(() => auth.stop());

  async function someone(): Promise<UserView> {
    const [username = ''] = (await auth.registered()).split('@');
    const user = auth.users.named(username);
    if (!user) throw new Error('nobody was registered');
    return user;
  }

  async function logIn(identifier: string, password = 'securePass123'): Promise<{ accessToken: string }> {
    const origin = { address: '192.0.2.9', userAgent: 'Browser/1.0' };
    return (await auth.rpc.call(login, { identifier, password, family: 'bearer', origin })).tokens;
  }

  function read(filters: Partial<ListAuditEventsRequest> = {}, by = staff): Promise<AuditEventView[]> {
    return auth.rpc.call(listAuditEvents, { limit: 50, ...filters }, by);
  }

  it('tells staff what happened to an account, the latest first', async () => {
    const events = await read({ userId: customer.id });
    expect(events.map(({ kind }) => kind)).toEqual(['logged-in', 'login-failed', 'login-failed', 'login-failed']);
    expect(events[0]).toMatchObject({
      actorId: customer.id,
      address: '192.0.2.9',
      userAgent: 'Browser/1.0',
      details: { method: 'password' },
    });
    expect(events[1]).toMatchObject({ actorId: null, userId: customer.id });
    expect(JSON.stringify(events)).not.toContain('wrongPass');
  });

  it('is filtered by kind and time', async () => {
    expect(await read({ userId: customer.id, kind: 'login-failed' })).toHaveLength(3);
    const [latest] = await read({ userId: customer.id });
    const at = latest?.occurredAt ?? '';
    expect(await read({ userId: customer.id, from: at })).toHaveLength(1);
    expect(await read({ userId: customer.id, to: at })).toHaveLength(3);
  });

  it('is read page by page', async () => {
    const all = await read({ userId: customer.id });
    const pages: AuditEventView[] = [];
    for (let page = await read({ userId: customer.id, limit: 3 }); page.length > 0;) {
      pages.push(...page);
      page = await read({ userId: customer.id, limit: 3, before: page.at(-1)?.id ?? '' });
    }
    expect(pages).toEqual(all);
  });

  it('is for nobody else', async () => {
    await expect(read({}, customers)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(auth.rpc.call(listAuditEvents, { limit: 1 })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it.each([{ limit: 0 }, { limit: 201 }, { kind: 'LOGIN' }, { userId: '1' }, { from: 'yesterday' }, { before: '1' }])(
    'is not read with %j',
    async (fault) => {
      await expect(read(fault)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    },
  );
});
