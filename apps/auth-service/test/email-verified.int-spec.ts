import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  beginSso,
  completeSso,
  login,
  refreshSession,
  requestPasswordReset,
  resetPassword,
  userUpdated,
  verifyOtp,
  type TokenSet,
  type UserView,
} from '@atrium/contracts';
import { eventually, IdentityProvider } from '@atrium/testing';

import { IdentityRepository } from '../src/account/identity.repository.js';
import { startAuthService, type AuthServiceUnderTest } from './auth-service-under-test.js';

const PUBLIC_URL = 'http://suite.example';

describe('an address', () => {
  let provider: IdentityProvider;
  let auth: AuthServiceUnderTest;
  let identities: IdentityRepository;
  let email: string;
  let user: UserView;

  beforeAll(async () => {
    provider = await IdentityProvider.start();
    provider.register(`${PUBLIC_URL}/auth/callback/`);
    auth = await startAuthService({ redisDatabase: 9, env: { ...provider.environment, PUBLIC_URL } });
    identities = auth.app.get(IdentityRepository, { strict: false });
  });

  afterAll(async () => {
    await auth.stop();
    await provider.stop();
  });

  beforeEach(async () => {
    email = await auth.registered();
    const registered = auth.users.named(email.split('@')[0] ?? '');
    if (!registered) throw new Error('nobody was registered');
    user = registered;
  });

  function isVerifiedBy({ idToken }: TokenSet): unknown {
    const [, payload = ''] = idToken.split('.');
    return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { email_verified?: unknown }).email_verified;
  }

  async function logIn(password = 'securePass123'): Promise<TokenSet> {
    return (await auth.rpc.call(login, { identifier: email, password, family: 'bearer' })).tokens;
  }

  async function signInAtProvider(name: string, isVerified: boolean): Promise<TokenSet> {
    provider.people.set(name, { email: `${name}@there.example`, email_verified: isVerified });
    const { authorizationUrl, transaction } = await auth.rpc.call(beginSso, {});
    const back = await provider.visit(authorizationUrl, name);
    const [code = '', state = ''] = ['code', 'state'].map((part) => back.searchParams.get(part) ?? '');
    return (await auth.rpc.call(completeSso, { transaction, code, state })).tokens;
  }

  async function moveTo(address: string, version: number): Promise<void> {
    const { dateJoined: occurredAt, ...profile } = user;
    await auth.events.publish(userUpdated, { ...profile, email: address, version, occurredAt });
    await eventually(() => expect(identities.findActive(user.id)).resolves.toMatchObject({ email: address, version }));
  }

  it('is not verified by a password', async () => {
    expect(isVerifiedBy(await logIn())).toBe(false);
  });

  it('is verified by a code that was mailed to it, until it changes', async () => {
    const tokens = await auth.rpc.call(verifyOtp, { email, otp: await auth.codeFor(email) });
    expect(isVerifiedBy(tokens)).toBe(true);
    const { refreshToken } = tokens;
    expect(isVerifiedBy(await auth.rpc.call(refreshSession, { refreshToken }))).toBe(true);
    await moveTo(email.toUpperCase(), 2);
    expect(isVerifiedBy(await logIn())).toBe(true);
    await moveTo(`new-${email}`, 3);
    await moveTo(email, 4);
    expect(isVerifiedBy(await logIn())).toBe(false);
  });

  it('is verified by a password reset that was mailed to it', async () => {
    await resetWith(await resetToken());
    expect(isVerifiedBy(await logIn('anotherPass456'))).toBe(true);
  });

  it('is not verified by a password reset that was mailed to the one before', async () => {
    const token = await resetToken();
    await moveTo(`new-${email}`, 2);
    await resetWith(token);
    email = `new-${email}`;
    expect(isVerifiedBy(await logIn('anotherPass456'))).toBe(false);
  });

  it.each([true, false])('is as verified as the identity provider says: %p', async (isVerified) => {
    const tokens = await signInAtProvider(`somebody-${String(isVerified)}`, isVerified);
    expect(isVerifiedBy(tokens)).toBe(isVerified);
  });

  async function resetToken(): Promise<string> {
    await auth.rpc.call(requestPasswordReset, { email });
    const { text = '' } = await auth.mails.waitForMailTo(email);
    return /^[\w-]{43}$/m.exec(text)?.[0] ?? '';
  }

  async function resetWith(token: string): Promise<void> {
    await auth.rpc.call(resetPassword, { token, newPassword: 'anotherPass456' });
  }
});
