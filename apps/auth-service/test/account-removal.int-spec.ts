import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApplication, sessionRevoked, userDeleted, userUpdated, type UserView } from '@atrium/contracts';
import { statement, UnitOfWork } from '@atrium/persistence';
import { eventually } from '@atrium/testing';

import { OidcRecordRepository } from '../src/oidc/storage/oidc-record.repository.js';
import { OpenSession } from '../src/session/open-session.use-case.js';
import { SsoLinkRepository } from '../src/sso/sso-link.repository.js';
import { startAuthService, type AuthServiceUnderTest } from './auth-service-under-test.js';

const TRACES = statement<{ applications: number; records: number; links: number; sessions: number }>(
  'test-traces',
  `SELECT (SELECT count(*)::int FROM oauth_application WHERE owner_id = $1) AS applications,
     (SELECT count(*)::int FROM oidc_record WHERE account_id = $1::text) AS records,
     (SELECT count(*)::int FROM sso_link WHERE user_id = $1) AS links,
     (SELECT count(*)::int FROM session WHERE user_id = $1 AND revoked_at IS NULL) AS sessions`,
);
const WAITING = statement<{ count: number }>(
  'test-waiting',
  `SELECT count(*)::int FROM pg_stat_activity
   WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%identity%'`,
);
const IS_ACTIVE = statement<{ isActive: boolean }>(
  'test-is-active',
  'SELECT is_active AS "isActive" FROM identity WHERE user_id = $1',
);

describe('an account', () => {
  let auth: AuthServiceUnderTest;
  let unitOfWork: UnitOfWork;

  beforeAll(async () => {
    auth = await startAuthService({ redisDatabase: 9 });
    unitOfWork = auth.app.get(UnitOfWork, { strict: false });
  });

  afterAll(() => auth.stop());

  async function someone(): Promise<{ user: UserView; tokens: { accessToken: string } }> {
    const tokens = await auth.signedIn();
    const [, payload = ''] = tokens.accessToken.split('.');
    const { username } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { username: string };
    const user = auth.users.named(username);
    if (!user) throw new Error('nobody was registered');
    return { user, tokens };
  }

  function ended({ dateJoined: _, ...user }: UserView) {
    return { ...user, isActive: false, version: 9, occurredAt: new Date().toISOString() };
  }

  /** An application, an artefact of the provider and a link of this person. */
  async function leaveTraces(accountId: string, tokens: { accessToken: string }): Promise<void> {
    const settings = { redirectUris: [], postLogoutRedirectUris: [], allowedOrigins: [] };
    const kind = { clientType: 'confidential', grantType: 'client-credentials' } as const;
    await auth.rpc.call(createApplication, { name: 'Mine', ...kind, ...settings }, tokens);
    const records = auth.app.get(OidcRecordRepository, { strict: false });
    await records.upsert('Grant', randomUUID(), { accountId, clientId: 'another' }, 600);
    await records.upsert('RefreshToken', randomUUID(), { accountId, clientId: 'another' }, 600);
    const links = auth.app.get(SsoLinkRepository, { strict: false });
    const accessToken = Buffer.from('sealed');
    const link = { issuer: 'https://id.example', subject: accountId, accessToken };
    await unitOfWork.run((tx) =>
      links.store(tx, { ...link, userId: accountId, accessExpiresAt: null, refreshToken: null }),
    );
  }

  it('leaves nothing behind that opens anything when it is deleted, and takes nothing of others', async () => {
    const [gone, other] = [await someone(), await someone()];
    for (const { user, tokens } of [gone, other]) await leaveTraces(user.id, tokens);
    const before = { applications: 1, records: 2, links: 1, sessions: 1 };
    await expect(auth.database.row(TRACES, [gone.user.id])).resolves.toEqual(before);
    await auth.events.publish(userDeleted, ended(gone.user));
    const nothing = { applications: 0, records: 0, links: 0, sessions: 0 };
    await eventually(() => expect(auth.database.row(TRACES, [gone.user.id])).resolves.toEqual(nothing));
    await expect(auth.database.row(TRACES, [other.user.id])).resolves.toEqual(before);
  });

  it.each([
    ['deactivated', userUpdated],
    ['deleted', userDeleted],
  ])('has no session left of a login that commits while it is %s', async (_, event) => {
    const { user } = await someone();
    const opened = await unitOfWork.run(async (tx) => {
      const session = await auth.app
        .get(OpenSession, { strict: false })
        .execute(tx, user.id, { family: 'bearer', method: 'test' });
      await auth.events.publish(event, ended(user));
      // The end of the account waits for the login, or (wrongly) has not waited.
      await eventually(async () => {
        const [waiting, stored] = await Promise.all([
          auth.database.row(WAITING, []),
          auth.database.row(IS_ACTIVE, [user.id]),
        ]);
        expect(waiting?.count === 0 && stored?.isActive).toBe(false);
      });
      return session;
    });
    await auth.events.take(sessionRevoked, ({ sessionId }) => sessionId === opened?.id);
    await expect(auth.database.row(TRACES, [user.id])).resolves.toMatchObject({ sessions: 0 });
  });

  it('opens no session once it is deactivated', async () => {
    const { user } = await someone();
    await auth.events.publish(userUpdated, ended(user));
    await eventually(() => expect(auth.database.row(IS_ACTIVE, [user.id])).resolves.toEqual({ isActive: false }));
    const open = auth.app.get(OpenSession, { strict: false });
    await expect(
      unitOfWork.run((tx) => open.execute(tx, user.id, { family: 'bearer', method: 'test' })),
    ).resolves.toBeUndefined();
  });
});
