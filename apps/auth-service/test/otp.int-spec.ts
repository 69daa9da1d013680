import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { login, requestOtp, userUpdated, verifyOtp, type TokenSet } from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import { eventually } from '@atrium/testing';

import { IdentityRepository } from '../src/account/identity.repository.js';
import { MAX_CODES, MAX_MISSES } from '../src/otp/otp.repository.js';
import { startAuthService, type AuthServiceUnderTest } from './auth-service-under-test.js';

const EXPIRE = statement('test-otp-expire', 'UPDATE otp SET expires_at = now() WHERE address = $1');
const END_WINDOW = statement('test-otp-window', 'UPDATE otp SET window_ends_at = now() WHERE address = $1');
const SET_MISSES = statement('test-otp-misses', 'UPDATE otp SET misses = $2 WHERE address = $1');
const END_DAY = statement('test-otp-day', 'UPDATE otp SET misses_until = now() WHERE address = $1');
const SESSIONS = statement<{ id: string }>('test-sessions', 'SELECT id FROM session WHERE user_id = $1');
const STORED = statement<{ row: string }>(
  'test-otp-stored',
  'SELECT to_jsonb(otp)::text AS row FROM otp WHERE address = $1',
);

const REFUSED = { code: 'OTP_INVALID', detail: 'Invalid or expired OTP' };

describe('one-time codes', () => {
  let auth: AuthServiceUnderTest;

  beforeAll(async () => {
    auth = await startAuthService({ redisDatabase: 12 });
  });

  afterAll(() => auth.stop());

  function verify(email: string, otp: string): Promise<TokenSet> {
    return auth.rpc.call(verifyOtp, { email, otp });
  }

  function wrong(code: string): string {
    return code === '000000' ? '000001' : '000000';
  }

  it('open a session once', async () => {
    const email = await auth.registered();
    const otp = await auth.codeFor(email);
    await expect(verify(email, otp)).resolves.toMatchObject({ accessExpiresIn: 900, refreshExpiresIn: 2_592_000 });
    await expect(verify(email, otp)).rejects.toMatchObject(REFUSED);
  });

  it('open one session when they are used twice at the same moment', async () => {
    const email = await auth.registered();
    const otp = await auth.codeFor(email);
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => verify(email, otp)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const identity = await auth.app.get(IdentityRepository, { strict: false }).findActiveByEmail(email);
    await expect(auth.database.rows(SESSIONS, [identity?.userId])).resolves.toHaveLength(1);
  });

  it('belong to the address in upper and lower case alike', async () => {
    const email = await auth.registered();
    const otp = await auth.codeFor(email);
    await expect(verify(email.toUpperCase(), otp)).resolves.toBeDefined();
  });

  it('die after five wrong tries, also when these come at once', async () => {
    const email = await auth.registered();
    const otp = await auth.codeFor(email);
    for (let count = 1; count <= 4; count += 1) await expect(verify(email, wrong(otp))).rejects.toMatchObject(REFUSED);
    await expect(verify(email, otp)).resolves.toBeDefined();

    const next = await auth.codeFor(email);
    await Promise.allSettled(Array.from({ length: 8 }, () => verify(email, wrong(next))));
    await expect(verify(email, next)).rejects.toMatchObject(REFUSED);
  });

  it('expire', async () => {
    const email = await auth.registered();
    const otp = await auth.codeFor(email);
    await auth.database.rows(EXPIRE, [email]);
    await expect(verify(email, otp)).rejects.toMatchObject(REFUSED);
  });

  it('die when a new one is sent', async () => {
    const email = await auth.registered();
    const first = await auth.codeFor(email);
    const second = await auth.codeFor(email);
    if (first !== second) await expect(verify(email, first)).rejects.toMatchObject(REFUSED);
    await expect(verify(email, second)).resolves.toBeDefined();
  });

  it('are good for one address only', async () => {
    const [one, other] = [await auth.registered(), await auth.registered()];
    const otp = await auth.codeFor(one);
    await expect(verify(other, otp)).rejects.toMatchObject(REFUSED);
    await expect(verify('nobody@example.com', otp)).rejects.toMatchObject(REFUSED);
  });

  it('are not sent to an unknown address, which gets the same answer', async () => {
    await expect(auth.rpc.call(requestOtp, { email: 'stranger@example.com' })).resolves.toEqual({});
    const email = await auth.registered();
    await auth.codeFor(email);
    expect(auth.mails.mails.flatMap(({ recipients }) => recipients)).not.toContain('stranger@example.com');
  });

  it('are sent five times in ten minutes and then no more, in silence', async () => {
    const email = await auth.registered();
    let last = '';
    for (let count = 1; count <= MAX_CODES; count += 1) last = await auth.codeFor(email);
    await expect(auth.rpc.call(requestOtp, { email })).resolves.toEqual({});
    // The code that was sent last is still good.
    await expect(verify(email, last)).resolves.toBeDefined();
    await auth.database.rows(END_WINDOW, [email]);
    await expect(verify(email, await auth.codeFor(email))).resolves.toBeDefined();
    expect(auth.mails.mails.filter(({ recipients }) => recipients.includes(email))).toHaveLength(MAX_CODES + 1);
  });

  it('are good for nothing more on a day of fifty wrong guesses, while the password opens the account as ever', async () => {
    const email = await auth.registered();
    const miss = async (): Promise<string> => {
      const code = await auth.codeFor(email);
      await expect(verify(email, wrong(code))).rejects.toMatchObject(REFUSED);
      await auth.database.rows(END_WINDOW, [email]);
      return code;
    };
    await miss();
    await auth.database.rows(SET_MISSES, [email, MAX_MISSES - 2]);
    await expect(verify(email, await miss())).resolves.toBeDefined();
    const code = await miss();
    await expect(verify(email, code)).rejects.toMatchObject(REFUSED);
    const mails = auth.mails.mails.length;
    await expect(auth.rpc.call(requestOtp, { email })).resolves.toEqual({});
    const credentials = { identifier: email, password: 'securePass123', family: 'bearer' } as const;
    await expect(auth.rpc.call(login, credentials)).resolves.toBeDefined();
    expect(auth.mails.mails).toHaveLength(mails);
    await auth.database.rows(END_DAY, [email]);
    await expect(verify(email, await auth.codeFor(email))).resolves.toBeDefined();
  });

  it('do not stand in the database', async () => {
    const email = await auth.registered();
    const otp = await auth.codeFor(email);
    const stored = await auth.database.row(STORED, [email]);
    expect(stored?.row).toContain(email);
    expect(stored?.row).not.toContain(otp);
  });

  it.each([
    ['of a disabled account', { isActive: false }],
    ['for an address that was given up', { email: `moved-${randomUUID()}@example.com` }],
  ])('%s are refused', async (_, change) => {
    const identities = auth.app.get(IdentityRepository, { strict: false });
    const email = await auth.registered();
    const identity = await identities.findActiveByEmail(email);
    if (!identity) throw new Error('nobody was registered');
    const otp = await auth.codeFor(email);
    const { userId: id, ...profile } = identity;
    await auth.events.publish(userUpdated, {
      ...profile,
      id,
      ...change,
      version: 9,
      occurredAt: new Date().toISOString(),
    });
    await eventually(() => expect(identities.findActiveByEmail(email)).resolves.toBeUndefined());
    await expect(verify(email, otp)).rejects.toMatchObject(REFUSED);
  });
});
