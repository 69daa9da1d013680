import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { beginSso, completeSso, type CompletedSso } from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import { eventually, IdentityProvider } from '@atrium/testing';

import { GetProviderToken } from '../src/sso/get-provider-token.use-case.js';
import { ProviderTokenSeal } from '../src/sso/provider-token-seal.js';
import { SsoLinkRepository } from '../src/sso/sso-link.repository.js';
import { SsoProvider } from '../src/sso/sso-provider.js';
import { startAuthService, type AuthServiceUnderTest } from './auth-service-under-test.js';

const PUBLIC_URL = 'http://suite.example';

const LINK = statement<{ userId: string; accessToken: Buffer; refreshToken: Buffer; version: number }>(
  'test-link',
  `SELECT user_id AS "userId", access_token AS "accessToken", refresh_token AS "refreshToken", version
   FROM sso_link WHERE subject = $1`,
);
const RUN_OUT = statement('test-run-out', 'UPDATE sso_link SET access_expires_at = now() WHERE user_id = $1');
const CLAIMED_BY_THE_DEAD = statement(
  'test-claimed',
  "UPDATE sso_link SET renewing_until = now() - interval '1 second' WHERE user_id = $1",
);
const DEACTIVATE = statement('test-deactivate', 'UPDATE identity SET is_active = false WHERE user_id = $1');
const USED_STATES = statement<{ count: number }>('test-states', 'SELECT count(*)::int AS count FROM sso_used_state');

let provider: IdentityProvider;
let auth: AuthServiceUnderTest;

beforeAll(async () => {
  provider = await IdentityProvider.start();
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

/** Signs somebody in whose access token of the provider has run out since. */
async function signInLongAgo(name: string) {
  await signIn(name);
  const link = await linkOf(name);
  await auth.database.rows(RUN_OUT, [link.userId]);
  return link;
}

function tokenOf(userId: string): Promise<string | undefined> {
  return auth.app.get(GetProviderToken, { strict: false }).execute(userId);
}

/** The use case as another replica runs it: it shares the database with the first one, and nothing else. */
function atAnotherReplica(): GetProviderToken {
  const { app } = auth;
  const links = app.get(SsoLinkRepository, { strict: false });
  const seal = app.get(ProviderTokenSeal, { strict: false });
  return new GetProviderToken(app.get(SsoProvider, { strict: false }), links, seal);
}

/** Lets the provider answer no request for tokens until the returned function is called. */
function holdTokens(): () => void {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  provider.answersTokensAfter = promise;
  return () => resolve(undefined);
}

async function isGoodAtProvider(token: string | undefined): Promise<boolean> {
  const { status } = await fetch(`${provider.issuer}/me`, { headers: { authorization: `Bearer ${String(token)}` } });
  return status === 200;
}

describe("the provider's tokens", () => {
  it('are stored sealed, and renewed when they have run out', async () => {
    const { userId, accessToken, refreshToken, version } = await signInLongAgo('ada');
    const renewed = await tokenOf(userId);
    expect(await isGoodAtProvider(renewed)).toBe(true);
    const after = await linkOf('ada');
    expect(after.version).toBe(version + 1);
    for (const sealed of [accessToken, refreshToken, after.accessToken]) {
      expect(sealed.subarray(1, 3).toString()).toBe('k1');
      expect(sealed.includes(Buffer.from(renewed ?? ''))).toBe(false);
    }
  });

  it('are used as they are until they run out', async () => {
    await signIn('ann');
    const { userId, version } = await linkOf('ann');
    expect(await isGoodAtProvider(await tokenOf(userId))).toBe(true);
    expect((await linkOf('ann')).version).toBe(version);
  });

  it('are renewed once for everybody who asks at the same time, at whichever replica', async () => {
    const other = atAnotherReplica();
    const { userId, version } = await signInLongAgo('bea');
    const release = holdTokens();
    const before = provider.tokenRequests;
    const here = [tokenOf(userId), tokenOf(userId)];
    await eventually(() => expect(provider.tokenRequests).toBe(before + 1));
    const looks = jest.spyOn(auth.app.get(SsoLinkRepository, { strict: false }), 'findOfUser');
    const there = [other.execute(userId), other.execute(userId)];
    // It looks again once it was refused to renew.
    await eventually(() => expect(looks.mock.calls.length).toBeGreaterThan(1));
    release();
    const tokens = await Promise.all([...here, ...there]);
    expect(new Set(tokens).size).toBe(1);
    expect(provider.tokenRequests).toBe(before + 1);
    expect((await linkOf('bea')).version).toBe(version + 1);
  });

  it('are renewed by another replica when the one that began has died', async () => {
    const { userId, version } = await signInLongAgo('ben');
    await auth.database.rows(CLAIMED_BY_THE_DEAD, [userId]);
    expect(await isGoodAtProvider(await tokenOf(userId))).toBe(true);
    expect((await linkOf('ben')).version).toBe(version + 1);
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
    const { userId } = await signInLongAgo('dan');
    provider.revokeEverything();
    await expect(tokenOf(userId)).rejects.toThrow('refuses to refresh');
    // At once, not after the time that a renewal may take.
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

  it('is refused with a code that has run out at the provider, and can be begun again', async () => {
    provider.people.set('gil', { email: 'gil@there.example', email_verified: true });
    const late = await comeBack('gil');
    provider.letCodesExpire();
    await expect(auth.rpc.call(completeSso, late)).rejects.toMatchObject({
      code: 'SSO_FAILED',
      detail: 'Signing in at the identity provider did not work; please start again',
    });
    expect(await auth.database.row(LINK, ['gil'])).toBeUndefined();
    await expect(signIn('gil')).resolves.toHaveProperty('tokens.accessToken');
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
