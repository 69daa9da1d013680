import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { beginSso, completeSso, type CompletedSso } from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import { IdentityProvider } from '@atrium/testing';

import { GetProviderToken } from '../src/sso/get-provider-token.use-case.js';
import { startAuthService, type AuthServiceUnderTest } from './auth-service-under-test.js';

/** Less than the service leaves a token to be used in: each one counts as run out at once. */
const ACCESS_SECONDS = 20;
const PUBLIC_URL = 'http://suite.example';

const LINK = statement<{ userId: string; accessToken: Buffer; refreshToken: Buffer; version: number }>(
  'test-link',
  `SELECT user_id AS "userId", access_token AS "accessToken", refresh_token AS "refreshToken", version
   FROM sso_link WHERE subject = $1`,
);
const DEACTIVATE = statement('test-deactivate', 'UPDATE identity SET is_active = false WHERE user_id = $1');
const USED_STATES = statement<{ count: number }>('test-states', 'SELECT count(*)::int AS count FROM sso_used_state');

let provider: IdentityProvider;
let auth: AuthServiceUnderTest;

beforeAll(async () => {
  provider = await IdentityProvider.start({ accessSeconds: ACCESS_SECONDS });
  provider.register(`${PUBLIC_URL}/auth/callback/`);
  auth = await startAuthService({ redisDatabase: 9, env: { ...provider.environment, PUBLIC_URL } });
});

afterAll(async () => {
  await auth.stop();
  await provider.stop();
});

async function comeBack(name: string) {
  const { authorizationUrl, transaction } = await auth.rpc.call(beginSso, {});
  const back = await provider.visit(authorizationUrl, name);
  const [code = '', state = ''] = ['code', 'state'].map((part) => back.searchParams.get(part) ?? '');
  return { transaction, code, state };
}

async function signIn(name: string): Promise<CompletedSso> {
  provider.people.set(name, { email: `${name}@there.example`, email_verified: true });
  return auth.rpc.call(completeSso, await comeBack(name));
}

async function linkOf(name: string) {
  const link = await auth.database.row(LINK, [name]);
  if (!link) throw new Error(`${name} is not linked`);
  return link;
}

function tokenOf(userId: string): Promise<string | undefined> {
  return auth.app.get(GetProviderToken, { strict: false }).execute(userId);
}

async function isGoodAtProvider(token: string | undefined): Promise<boolean> {
  const { status } = await fetch(`${provider.issuer}/me`, { headers: { authorization: `Bearer ${String(token)}` } });
  return status === 200;
}

describe("the provider's tokens", () => {
  it('are stored sealed, and renewed when they have run out', async () => {
    await signIn('ada');
    const { userId, accessToken, refreshToken, version } = await linkOf('ada');
    const renewed = await tokenOf(userId);
    expect(await isGoodAtProvider(renewed)).toBe(true);
    const after = await linkOf('ada');
    expect(after.version).toBe(version + 1);
    for (const sealed of [accessToken, refreshToken, after.accessToken]) {
      expect(sealed.subarray(1, 3).toString()).toBe('k1');
      expect(sealed.includes(Buffer.from(renewed ?? ''))).toBe(false);
    }
  });

  it('are renewed once for everybody who asks at the same time', async () => {
    await signIn('bea');
    const { userId, version } = await linkOf('bea');
    const tokens = await Promise.all([1, 2, 3, 4].map(() => tokenOf(userId)));
    expect(new Set(tokens).size).toBe(1);
    expect((await linkOf('bea')).version).toBe(version + 1);
  });

  it('are replaced by a new login', async () => {
    await signIn('cy');
    const { version } = await linkOf('cy');
    await signIn('cy');
    expect((await linkOf('cy')).version).toBe(version + 1);
  });

  it('are not there for somebody who never signed in at the provider', async () => {
    await expect(tokenOf('018f0000-0000-7000-8000-000000000000')).resolves.toBeUndefined();
  });

  it('are an error once the provider has taken them back', async () => {
    await signIn('dan');
    const { userId } = await linkOf('dan');
    provider.revokeEverything();
    await expect(tokenOf(userId)).rejects.toThrow('refuses to refresh');
  });
});

describe('signing in', () => {
  it('makes one account of two first logins at once', async () => {
    provider.people.set('eve', { email: 'eve@there.example', email_verified: true });
    const logins = await Promise.all([comeBack('eve'), comeBack('eve')]);
    const results = await Promise.allSettled(logins.map((login) => auth.rpc.call(completeSso, login)));
    expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
    await expect(linkOf('eve')).resolves.toMatchObject({ userId: auth.users.named('eve')?.id });
  });

  it('is refused to a deactivated account', async () => {
    await signIn('fay');
    await auth.database.rows(DEACTIVATE, [(await linkOf('fay')).userId]);
    await expect(signIn('fay')).rejects.toMatchObject({ code: 'SSO_FAILED' });
  });

  it('leaves nothing behind until it is finished', async () => {
    const before = await auth.database.row(USED_STATES, []);
    await Promise.all([1, 2, 3].map(() => auth.rpc.call(beginSso, {})));
    await expect(auth.database.row(USED_STATES, [])).resolves.toEqual(before);
  });

  it.each([
    ['no state', { state: '' }],
    ['a long transaction', { transaction: 'x'.repeat(5_000) }],
    ['an unknown field', { extra: 1 }],
  ])('is refused with %s', async (_, fault) => {
    const request = { transaction: 'x', state: 'x', code: 'x', ...fault };
    await expect(auth.rpc.call(completeSso, request)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });
});
