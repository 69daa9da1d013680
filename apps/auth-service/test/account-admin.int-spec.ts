import { verify } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createAccount,
  DELETED_USER,
  provisionAccount,
  refreshSession,
  sessionRevoked,
  setPassword,
  userDeleted,
  userUpdated,
  verifyOtp,
  type AccessTokenClaims,
  type ProvisionAccountRequest,
  type TokenSet,
} from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import { AS_SERVICE } from '@atrium/rpc';
import { eventually } from '@atrium/testing';

import { IdentityRepository } from '../src/account/identity.repository.js';
import { startAuthService, type AuthServiceUnderTest } from './auth-service-under-test.js';

const HASH = statement<{ hash: string }>(
  'test-hash',
  'SELECT password_hash AS hash FROM credential WHERE user_id = $1 AND activated_at IS NOT NULL',
);

const PBKDF2 = 'pbkdf2_sha256$600000$MzWqY8rN4sJ1$mPZvHjTq0z7pYb1q3Q3vV5y2cFqk1yQ1Wl2k9lX2vJ0=';
const BCRYPT = '$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW';

function claimsOf({ accessToken }: TokenSet): AccessTokenClaims {
  return JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()) as AccessTokenClaims;
}

let count = 0;

function account(changes: Partial<ProvisionAccountRequest> = {}): ProvisionAccountRequest {
  count += 1;
  const names = { username: `carol${count}`, email: `carol${count}@example.com`, firstName: 'Carol', lastName: '' };
  return { ...names, isStaff: false, isActive: true, ...changes };
}

describe('accounts in the hands of staff and operators', () => {
  let auth: AuthServiceUnderTest;
  let identities: IdentityRepository;

  beforeAll(async () => {
    auth = await startAuthService({ redisDatabase: 10 });
    identities = auth.app.get(IdentityRepository, { strict: false });
  });

  afterAll(() => auth.stop());

  async function hashOf(userId: string): Promise<string | undefined> {
    return (await auth.database.row(HASH, [userId]))?.hash;
  }

  /** Somebody signed in who is, or was made, staff. */
  async function signedInStaff(): Promise<TokenSet> {
    const tokens = await auth.signedIn();
    const { sub: userId, username, email } = claimsOf(tokens);
    const names = { username, email, firstName: '', lastName: '' };
    await identities.store([{ userId, version: 5, ...names, isStaff: true, isActive: true }]);
    return tokens;
  }

  it('can be made by an operator, staff and all', async () => {
    const { userId, user } = await auth.rpc.call(
      provisionAccount,
      account({ password: 'correct horse', isStaff: true }),
      AS_SERVICE,
    );
    expect(user).toMatchObject({ id: userId, isStaff: true });
    await expect(verify((await hashOf(userId)) ?? '', 'correct horse')).resolves.toBe(true);
    await expect(identities.findActive(userId)).resolves.toMatchObject({ isStaff: true });
  });

  it.each([PBKDF2, BCRYPT, `bcrypt$${BCRYPT}`, `bcrypt_sha256$${BCRYPT}`, '!unusable'])(
    'keep the hash %s of another system as it is',
    async (passwordHash) => {
      const { userId } = await auth.rpc.call(provisionAccount, account({ passwordHash }), AS_SERVICE);
      await expect(hashOf(userId)).resolves.toBe(passwordHash);
    },
  );

  it.each([{ passwordHash: 'md5$a$b' }, { passwordHash: 'secret' }, { password: 'short' }, {}])(
    'are refused with %p',
    async (proof) => {
      const attempt = auth.rpc.call(provisionAccount, account(proof), AS_SERVICE);
      await expect(attempt).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    },
  );

  it('are not made without the internal token', async () => {
    const staff = await signedInStaff();
    const request = account({ password: 'correct horse' });
    for (const identity of [undefined, staff]) {
      await expect(auth.rpc.call(provisionAccount, request, identity)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  it('get their flags from staff, and from nobody else', async () => {
    const { passwordHash: _none, ...names } = account();
    const request = { ...names, password: 'correct horse', isStaff: true };
    await expect(auth.rpc.call(createAccount, request, await auth.signedIn())).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(auth.rpc.call(createAccount, request)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    const { user } = await auth.rpc.call(createAccount, request, await signedInStaff());
    expect(user).toMatchObject({ isStaff: true, isActive: true });
  });

  it('get another password from their owner or from staff, which ends their other sessions', async () => {
    const email = await auth.registered();
    const signIn = async () => auth.rpc.call(verifyOtp, { email, otp: await auth.codeFor(email) });
    const [first, second] = [await signIn(), await signIn()];
    const { sub: userId, sid } = claimsOf(first);

    await auth.rpc.call(setPassword, { userId, password: 'another password' }, second);
    await auth.events.take(sessionRevoked, ({ sessionId }) => sessionId === sid);
    await expect(verify((await hashOf(userId)) ?? '', 'another password')).resolves.toBe(true);
    await expect(auth.rpc.call(refreshSession, { refreshToken: first.refreshToken })).rejects.toThrow();

    const stranger = await auth.signedIn();
    await expect(auth.rpc.call(setPassword, { userId, password: 'stolen one' }, stranger)).rejects.toMatchObject({
      code: 'USER_NOT_FOUND',
    });
    const renewed = await auth.rpc.call(refreshSession, { refreshToken: second.refreshToken });

    await auth.rpc.call(setPassword, { userId, password: 'given by staff' }, await signedInStaff());
    await expect(verify((await hashOf(userId)) ?? '', 'given by staff')).resolves.toBe(true);
    await expect(auth.rpc.call(refreshSession, { refreshToken: renewed.refreshToken })).rejects.toThrow();
  });

  it('lose sessions and password when they are deleted', async () => {
    const tokens = await auth.signedIn();
    const { sub: id, sid } = claimsOf(tokens);
    const occurredAt = new Date().toISOString();
    const gone = { ...DELETED_USER, id, version: 9, isStaff: false, isActive: false, occurredAt };
    await auth.events.publish(userDeleted, gone);
    await auth.events.take(sessionRevoked, ({ sessionId }) => sessionId === sid);
    await expect(auth.rpc.call(refreshSession, { refreshToken: tokens.refreshToken })).rejects.toThrow();
    await expect(hashOf(id)).resolves.toBeUndefined();
  });

  it('keep their sessions when a deactivation is told that was taken back', async () => {
    const tokens = await auth.signedIn();
    const { sub: id, username, email } = claimsOf(tokens);
    const profile = { username, email, firstName: '', lastName: '', isStaff: false };
    await identities.store([{ userId: id, version: 9, ...profile, isActive: true }]);
    const late = { id, version: 8, ...profile, isActive: false, occurredAt: new Date().toISOString() };
    await auth.events.publish(userUpdated, late);
    // The one after it has been handled, so this one has been too.
    await auth.events.publish(userUpdated, { ...late, version: 10, isActive: true, firstName: 'Heard' });
    await eventually(() => expect(identities.findActive(id)).resolves.toMatchObject({ firstName: 'Heard' }));
    await expect(auth.rpc.call(refreshSession, { refreshToken: tokens.refreshToken })).resolves.toBeDefined();
  });
});
