import { JwtService } from '@nestjs/jwt';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  checkRefreshToken,
  login,
  logoutSession,
  refreshSession,
  sessionRevoked,
  userUpdated,
  type AccessTokenClaims,
  type LoggedIn,
  type LoginRequest,
  type UserView,
} from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import type { DomainError } from '@atrium/rpc';
import { eventually } from '@atrium/testing';

import { CredentialRepository } from '../src/account/credential.repository.js';
import { startAuthService, type AuthServiceUnderTest } from './auth-service-under-test.js';

const PASSWORD = 'securePass123';
const REFUSED = { code: 'INVALID_CREDENTIALS', detail: 'No active account found with the given credentials' };
const THROTTLED = { code: 'TOO_MANY_REQUESTS' };

const HASH_OF = statement<{ hash: string }>(
  'test-hash-of',
  'SELECT password_hash AS hash FROM credential WHERE user_id = $1',
);
const SET_HASH = statement('test-set-hash', 'UPDATE credential SET password_hash = $2 WHERE user_id = $1');
const FORGET_ATTEMPTS = statement('test-forget-attempts', 'DELETE FROM login_throttle');
const SESSION = statement<{ family: string; address: string; user_agent: string }>(
  'test-session',
  'SELECT family, address, user_agent FROM session WHERE id = $1',
);
const AUDIT = statement<{ kind: string; address: string | null; details: object }>(
  'test-audit',
  'SELECT kind, address, details FROM audit_event WHERE user_id = $1 ORDER BY id',
);
const TAMPER = statement('test-tamper', 'DELETE FROM audit_event');

describe('a login', () => {
  let auth: AuthServiceUnderTest;
  let email: string;
  let user: UserView;
  const decoder = new JwtService();

  beforeAll(async () => {
    auth = await startAuthService({ redisDatabase: 10 });
  });

  beforeEach(async () => {
    await auth.database.rows(FORGET_ATTEMPTS, []);
    email = await auth.registered();
    const [username = ''] = email.split('@');
    const registered = auth.users.named(username);
    if (!registered) throw new Error('nobody was registered');
    user = registered;
  });

  afterAll(() => auth.stop());

  function logIn(request: Partial<LoginRequest> = {}): Promise<LoggedIn> {
    return auth.rpc.call(login, { identifier: email, password: PASSWORD, family: 'bearer', ...request });
  }

  function claimsOf({ tokens }: LoggedIn): AccessTokenClaims {
    return decoder.decode<AccessTokenClaims>(tokens.accessToken);
  }

  function kinds(userId: string): Promise<string[]> {
    return auth.database.rows(AUDIT, [userId]).then((rows) => rows.map(({ kind }) => kind));
  }

  it.each([
    ['the address', () => email],
    ['the address in capitals', () => email.toUpperCase()],
    ['the user name', () => user.username],
    ['the user name in capitals', () => user.username.toUpperCase()],
  ])('takes %s', async (_, identifier) => {
    const loggedIn = await logIn({ identifier: identifier() });
    expect(loggedIn.userId).toBe(user.id);
    expect(claimsOf(loggedIn)).toMatchObject({ sub: user.id, email });
    await expect(auth.rpc.call(refreshSession, loggedIn.tokens)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    const { refreshToken } = loggedIn.tokens;
    await expect(auth.rpc.call(refreshSession, { refreshToken })).resolves.toBeDefined();
  });

  it.each([
    ['bearer', 604_800],
    ['cookie', 2_592_000],
  ] as const)('of the %s family lasts %d seconds', async (family, seconds) => {
    const { tokens } = await logIn({ family });
    expect(tokens.refreshExpiresIn).toBe(seconds);
    expect(tokens.accessExpiresIn).toBe(900);
  });

  it('remembers from where it came, and is recorded', async () => {
    const origin = { address: '192.0.2.1', userAgent: 'Browser/1.0' };
    const { sid } = claimsOf(await logIn({ origin }));
    await expect(auth.database.row(SESSION, [sid])).resolves.toEqual({
      family: 'bearer',
      address: '192.0.2.1',
      user_agent: 'Browser/1.0',
    });
    await expect(auth.database.rows(AUDIT, [user.id])).resolves.toEqual([
      { kind: 'logged-in', address: '192.0.2.1', details: { method: 'password', family: 'bearer' } },
    ]);
    await expect(auth.database.rows(TAMPER, [])).rejects.toThrow('append-only');
  });

  it.each([
    ['a wrong password', () => ({ password: 'securePass124' })],
    ['nobody', () => ({ identifier: 'nobody@example.com' })],
    ['the pattern of an address', () => ({ identifier: '%' })],
  ])('is refused in the same words with %s', async (_, fault) => {
    await expect(logIn(fault())).rejects.toMatchObject(REFUSED);
  });

  it.each([
    ['no password', { password: '' }],
    ['an unknown family', { family: 'other' as never }],
    ['a field of its own', { isStaff: true } as never],
    ['an address that is none', { origin: { address: 'home' } }],
  ])('is not valid with %s', async (_, fault) => {
    await expect(logIn(fault)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('is refused to a disabled account', async () => {
    const change = { ...user, isActive: false, version: 5, occurredAt: new Date().toISOString() };
    const { dateJoined: _, ...payload } = change;
    await auth.events.publish(userUpdated, payload);
    const accounts = auth.app.get(CredentialRepository, { strict: false });
    await eventually(() => expect(accounts.findAccount(email)).resolves.toBeUndefined());
    await expect(logIn()).rejects.toMatchObject(REFUSED);
  });

  it('finds the owner of an address, whoever took it for a user name', async () => {
    const id = '0190a5f2-7f6c-7aaa-8000-0123456789ab';
    const names = { username: email, email: `squatter-${email}`, firstName: '', lastName: '' };
    await auth.users.tellCreated({ ...user, ...names, id });
    const accounts = auth.app.get(CredentialRepository, { strict: false });
    await eventually(() => expect(accounts.findAccount(names.email)).resolves.toBeDefined());
    await expect(logIn()).resolves.toMatchObject({ userId: user.id });
  });

  it.each([
    'pbkdf2_sha256$1200$seasalt$KmtzjE7Y1gkaoDA3398+Z8C6WAH1qIwq4YKMLnMvlx8=',
    '$2y$05$CCCCCCCCCCCCCCCCCCCCC./mc37Kdhrv0B3/.B13E.XXGgHg1yCoy',
  ])('takes over the hash %s of another back end, and replaces it', async (stored) => {
    await auth.database.rows(SET_HASH, [user.id, stored]);
    await expect(logIn({ password: 'letmein' })).rejects.toMatchObject(REFUSED);
    await expect(auth.database.row(HASH_OF, [user.id])).resolves.toEqual({ hash: stored });
    await logIn({ password: 'lètmein' });
    const upgraded = await auth.database.row(HASH_OF, [user.id]);
    expect(upgraded?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await expect(logIn({ password: 'lètmein' })).resolves.toBeDefined();
    await expect(auth.database.row(HASH_OF, [user.id])).resolves.toEqual(upgraded);
  });

  describe('after too many failures', () => {
    const attacker = { address: '198.51.100.7' };
    const owner = { address: '192.0.2.1' };

    function fail(times: number, request: Partial<LoginRequest>): Promise<PromiseSettledResult<unknown>[]> {
      return Promise.allSettled(Array.from({ length: times }, () => logIn({ password: 'wrongPass', ...request })));
    }

    it('has to wait, with the right password too, however many are tried at once', async () => {
      const outcomes = await fail(12, { origin: attacker });
      const codes = outcomes.map((outcome) =>
        outcome.status === 'rejected' ? (outcome.reason as DomainError).code : 'let in',
      );
      expect(codes.filter((code) => code === 'INVALID_CREDENTIALS')).toHaveLength(5);
      expect(codes.filter((code) => code === 'TOO_MANY_REQUESTS')).toHaveLength(7);
      const refusal: unknown = await logIn({ origin: attacker }).catch((error: unknown) => error);
      expect(refusal).toMatchObject(THROTTLED);
      const { retryAfterSeconds } = refusal as { retryAfterSeconds: number };
      expect(retryAfterSeconds).toBeGreaterThan(0);
      expect(retryAfterSeconds).toBeLessThanOrEqual(30);
      expect(new Set(await kinds(user.id))).toEqual(new Set(['login-failed', 'login-throttled']));
    });

    it('holds up neither the owner elsewhere nor others here', async () => {
      await fail(6, { origin: attacker });
      await expect(logIn({ origin: owner })).resolves.toBeDefined();
      const other = await auth.registered();
      await expect(logIn({ identifier: other, origin: attacker })).resolves.toBeDefined();
      await expect(logIn({ origin: attacker })).rejects.toMatchObject(THROTTLED);
    });

    it('does not hold up a device that signed in before, from the same network even', async () => {
      const { deviceToken } = await logIn({ origin: attacker });
      await fail(6, { origin: attacker });
      const again = await logIn({ origin: { ...attacker, deviceToken } });
      expect(again.deviceToken).toBe(deviceToken);
      // A token of somebody else's device counts for nothing.
      const other = await auth.registered();
      const strangers = await logIn({ identifier: other, origin: attacker });
      await expect(logIn({ origin: { ...attacker, deviceToken: strangers.deviceToken } })).rejects.toMatchObject(
        THROTTLED,
      );
    });

    it('has to wait by user name as well, and under a name that nobody has', async () => {
      await fail(5, { origin: attacker });
      await expect(logIn({ identifier: user.username, origin: attacker })).rejects.toMatchObject(THROTTLED);
      await fail(5, { identifier: 'nobody@example.com', origin: attacker });
      await expect(logIn({ identifier: 'Nobody@example.com', origin: attacker })).rejects.toMatchObject(THROTTLED);
    });

    it('begins anew with a success', async () => {
      await fail(4, { origin: owner });
      await logIn({ origin: owner });
      await fail(4, { origin: owner });
      await expect(logIn({ origin: owner })).resolves.toBeDefined();
    });
  });

  it('ends with its access token', async () => {
    const loggedIn = await logIn();
    const { refreshToken, accessToken } = loggedIn.tokens;
    await expect(auth.rpc.call(checkRefreshToken, { refreshToken })).resolves.toEqual({});
    await auth.rpc.call(logoutSession, {}, { accessToken });
    await auth.events.take(sessionRevoked, ({ sessionId }) => sessionId === claimsOf(loggedIn).sid);
    const revoked = { code: 'REFRESH_TOKEN_REVOKED' };
    await expect(auth.rpc.call(checkRefreshToken, { refreshToken })).rejects.toMatchObject(revoked);
    await expect(auth.rpc.call(refreshSession, { refreshToken })).rejects.toMatchObject(revoked);
    await expect(auth.rpc.call(checkRefreshToken, { refreshToken: 'x' })).rejects.toMatchObject({
      code: 'REFRESH_TOKEN_INVALID',
    });
    await expect(auth.rpc.call(logoutSession, {})).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await kinds(user.id)).toEqual(['logged-in', 'logged-out']);
  });
});
