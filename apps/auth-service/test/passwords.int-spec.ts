import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  changePassword,
  login,
  refreshSession,
  register,
  requestPasswordReset,
  resetPassword,
  type TokenSet,
  type UserView,
} from '@atrium/contracts';
import { statement } from '@atrium/persistence';

import { startAuthService, type AuthServiceUnderTest } from './auth-service-under-test.js';

const OLD = 'securePass123';
const NEW = 'anotherPass456';
const LOGIN_REFUSED = { code: 'INVALID_CREDENTIALS' };
const RESET_REFUSED = { code: 'PASSWORD_RESET_INVALID', detail: 'Invalid or expired token' };

const EXPIRE = statement(
  'test-expire-reset',
  `UPDATE password_reset SET expires_at = expires_at - interval '30 minutes' WHERE user_id = $1`,
);
const AUDIT = statement<{ kind: string }>(
  'test-audit-kinds',
  `SELECT kind FROM audit_event WHERE user_id = $1 AND kind LIKE 'password%' ORDER BY id`,
);
const RESETS = statement<{ hash: Buffer }>('test-resets', 'SELECT token_hash AS hash FROM password_reset ORDER BY 1');

describe('a password', () => {
  let auth: AuthServiceUnderTest;
  let email: string;
  let user: UserView;

  beforeAll(async () => {
    auth = await startAuthService({ redisDatabase: 8 });
  });

  beforeEach(async () => {
    email = await auth.registered();
    const [username = ''] = email.split('@');
    const registered = auth.users.named(username);
    if (!registered) throw new Error('nobody was registered');
    user = registered;
  });

  afterAll(() => auth.stop());

  async function logIn(password = OLD): Promise<TokenSet> {
    const { tokens } = await auth.rpc.call(login, { identifier: email, password, family: 'bearer' });
    return tokens;
  }

  function refresh({ refreshToken }: TokenSet): Promise<TokenSet> {
    return auth.rpc.call(refreshSession, { refreshToken });
  }

  /** Asks for a token and reads it from the mail. */
  async function resetToken(): Promise<string> {
    await auth.rpc.call(requestPasswordReset, { email });
    const { text = '' } = await auth.mails.waitForMailTo(email);
    const token = /^[\w-]{43}$/m.exec(text)?.[0];
    if (token === undefined) throw new Error(`No token in ${text}`);
    return token;
  }

  async function kinds(): Promise<string[]> {
    return (await auth.database.rows(AUDIT, [user.id])).map(({ kind }) => kind);
  }

  it('is changed by who knows it, which ends their other sessions and tells them', async () => {
    const [mine, other] = [await logIn(), await logIn()];
    await auth.rpc.call(changePassword, { currentPassword: OLD, newPassword: NEW }, mine);
    await expect(logIn()).rejects.toMatchObject(LOGIN_REFUSED);
    await expect(logIn(NEW)).resolves.toBeDefined();
    await expect(refresh(mine)).resolves.toBeDefined();
    await expect(refresh(other)).rejects.toMatchObject({ code: 'REFRESH_TOKEN_REVOKED' });
    const { text } = await auth.mails.waitForMailTo(email);
    expect(text).toContain('was changed');
    expect(await kinds()).toEqual(['password-changed']);
  });

  it('is not changed by who does not know it, however often they guess', async () => {
    const mine = await logIn();
    const guess = { currentPassword: 'wrongPass', newPassword: NEW };
    for (let failure = 0; failure < 5; failure += 1) {
      await expect(auth.rpc.call(changePassword, guess, mine)).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
    }
    const right = { currentPassword: OLD, newPassword: NEW };
    await expect(auth.rpc.call(changePassword, right, mine)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    await expect(auth.rpc.call(changePassword, right)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('is reset with a mailed token, once, which ends all sessions', async () => {
    const session = await logIn();
    const token = await resetToken();
    const attempts = await Promise.allSettled(
      [NEW, NEW, NEW].map((newPassword) => auth.rpc.call(resetPassword, { token, newPassword })),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(auth.rpc.call(resetPassword, { token, newPassword: NEW })).rejects.toMatchObject(RESET_REFUSED);
    await expect(refresh(session)).rejects.toMatchObject({ code: 'REFRESH_TOKEN_REVOKED' });
    await expect(logIn()).rejects.toMatchObject(LOGIN_REFUSED);
    await expect(logIn(NEW)).resolves.toBeDefined();
    expect(await kinds()).toEqual(['password-reset-requested', 'password-reset']);
  });

  it('is not reset with a token that has expired', async () => {
    const token = await resetToken();
    await auth.database.rows(EXPIRE, [user.id]);
    await expect(auth.rpc.call(resetPassword, { token, newPassword: NEW })).rejects.toMatchObject(RESET_REFUSED);
    await expect(logIn()).resolves.toBeDefined();
  });

  it('is not reset with a token from before another token, or from before a change', async () => {
    const first = await resetToken();
    const second = await resetToken();
    await expect(auth.rpc.call(resetPassword, { token: first, newPassword: NEW })).rejects.toMatchObject(RESET_REFUSED);
    await auth.rpc.call(changePassword, { currentPassword: OLD, newPassword: NEW }, await logIn());
    await expect(auth.rpc.call(resetPassword, { token: second, newPassword: OLD })).rejects.toMatchObject(
      RESET_REFUSED,
    );
  });

  it('has five tokens an hour at most, and none for an address that nobody has', async () => {
    for (let request = 0; request < 5; request += 1) await resetToken();
    const issued = await auth.database.rows(RESETS, []);
    await expect(auth.rpc.call(requestPasswordReset, { email })).resolves.toEqual({});
    await expect(auth.rpc.call(requestPasswordReset, { email: 'nobody@example.com' })).resolves.toEqual({});
    await expect(auth.database.rows(RESETS, [])).resolves.toEqual(issued);
    expect(await kinds()).toHaveLength(6);
  });

  it.each([
    ['short', { token: 'x', newPassword: 'short' }],
    ['without a token', { token: '', newPassword: NEW }],
    ['too long', { token: 'x', newPassword: 'x'.repeat(129) }],
  ])('that is %s is not valid', async (_, request) => {
    await expect(auth.rpc.call(resetPassword, request)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('is not one that everybody uses, and such a wish uses up no token', async () => {
    const tooCommon = { code: 'VALIDATION_FAILED', fields: { newPassword: ['This password is too common.'] } };
    const tokens = await logIn();
    const change = { currentPassword: OLD, newPassword: 'Password1' };
    await expect(auth.rpc.call(changePassword, change, tokens)).rejects.toMatchObject(tooCommon);
    const token = await resetToken();
    await expect(auth.rpc.call(resetPassword, { token, newPassword: 'iloveyou' })).rejects.toMatchObject(tooCommon);
    await auth.rpc.call(resetPassword, { token, newPassword: NEW });
    await expect(logIn(NEW)).resolves.toBeDefined();
    const profile = { username: 'common', email: 'common@example.com', firstName: '', lastName: '' };
    await expect(auth.rpc.call(register, { ...profile, password: '12345678' })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: { password: ['This password is too common.'] },
    });
    expect(auth.users.named('common')).toBeUndefined();
  });
});
