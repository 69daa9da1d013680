import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createApplication,
  deleteApplication,
  tunnelHttp,
  updateApplication,
  userCreated,
  userDeleted,
  userUpdated,
  type CreateApplicationRequest,
  type UserView,
} from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import { eventually } from '@atrium/testing';

import { startAuthService, type AuthServiceUnderTest } from './auth-service-under-test.js';

const EVENTS = statement<{ kind: string; actorId: string | null; target: string | null; details: object }>(
  'test-security-record',
  `SELECT kind, actor_id AS "actorId", target, details FROM audit_event
   WHERE (user_id::text = $1 OR target = $1) AND kind ~ '^(user|oauth)-' ORDER BY id`,
);

const STAFF = '018f0000-0000-7000-8000-00000000aaaa';
const SETTINGS: CreateApplicationRequest = {
  name: 'A service',
  clientType: 'confidential',
  grantType: 'client-credentials',
  redirectUris: [],
  postLogoutRedirectUris: [],
  allowedOrigins: [],
};

describe('the audit log tells', () => {
  let auth: AuthServiceUnderTest;

  beforeAll(async () => {
    auth = await startAuthService({ redisDatabase: 9 });
  });

  afterAll(() => auth.stop());

  async function eventsOf(about: string) {
    return auth.database.rows(EVENTS, [about]);
  }

  async function someone(): Promise<UserView> {
    const user = auth.users.named((await auth.registered()).split('@')[0] ?? '');
    if (!user) throw new Error('nobody was registered');
    return user;
  }

  it('what staff do to an account, once each, and who did it', async () => {
    const { dateJoined: occurredAt, ...user } = await someone();
    const change = { ...user, occurredAt, actorId: STAFF };
    await auth.events.publish(userCreated, { ...change, version: 1 });
    // Another consumer hears of changes, and the two wait for each other no more than their events do.
    await eventually(async () => expect(await eventsOf(user.id)).toHaveLength(1));
    await auth.events.publish(userUpdated, { ...change, version: 2, isStaff: true });
    await auth.events.publish(userUpdated, { ...change, version: 3, isActive: false });
    await auth.events.publish(userUpdated, { ...change, version: 4, firstName: 'Again' });
    await auth.events.publish(userUpdated, { ...change, version: 3, isActive: false });
    await auth.events.publish(userUpdated, { ...change, version: 5, lastName: 'Named' });
    await eventually(async () =>
      expect((await eventsOf(user.id)).map(({ kind }) => kind)).toEqual([
        'user-created',
        'user-made-staff',
        'user-deactivated',
        'user-unmade-staff',
        'user-reactivated',
        'user-changed',
      ]),
    );
    await auth.events.publish(userDeleted, { ...change, version: 6, isActive: false });
    await eventually(async () => expect((await eventsOf(user.id)).at(-1)).toMatchObject({ kind: 'user-deleted' }));
    for (const { actorId } of await eventsOf(user.id)) expect(actorId).toBe(STAFF);
  });

  it('what becomes of an application and its tokens, and no secret', async () => {
    const tokens = await auth.signedIn();
    const { id, clientId, clientSecret } = await auth.rpc.call(createApplication, SETTINGS, tokens);
    const { clientType: _, ...settings } = SETTINGS;
    await auth.rpc.call(updateApplication, { ...settings, id, name: 'Renamed' }, tokens);
    const client = { client_id: clientId, client_secret: clientSecret ?? '' };
    const issued = await post('/o/token/', { ...client, grant_type: 'client_credentials' });
    const { access_token: token = '' } = JSON.parse(issued) as { access_token?: string };
    await post('/o/revoke_token/', { ...client, token });
    await eventually(async () => expect(await eventsOf(clientId)).toHaveLength(3));
    await auth.rpc.call(deleteApplication, { id }, tokens);
    await expect(auth.rpc.call(deleteApplication, { id }, tokens)).rejects.toThrow();
    const events = await eventsOf(clientId);
    expect(events.map(({ kind }) => kind)).toEqual([
      'oauth-application-created',
      'oauth-application-changed',
      'oauth-token-revoked',
      'oauth-application-deleted',
    ]);
    expect(events[1]?.details).toMatchObject({ name: 'Renamed' });
    for (const secret of [token, clientSecret ?? '']) expect(JSON.stringify(events)).not.toContain(secret);
  });

  async function post(url: string, form: Record<string, string>): Promise<string> {
    const headers = { host: 'localhost:8000', 'content-type': 'application/x-www-form-urlencoded' };
    const body = Buffer.from(new URLSearchParams(form).toString()).toString('base64');
    const answer = await auth.rpc.call(tunnelHttp, { method: 'POST', url, headers, body, ip: '192.0.2.1' });
    return Buffer.from(answer.body, 'base64').toString();
  }
});
