import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requestOtp } from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import { eventually } from '@atrium/testing';

import { startAuthService, type AuthServiceUnderTest } from './auth-service-under-test.js';

interface StoredMail {
  readonly sealed: Buffer | null;
  readonly sent_at: Date | null;
}

const MAILS = statement<StoredMail>('test-mails', 'SELECT sealed, sent_at FROM mail');
const MAKE_DUE = statement('test-mail-due', 'UPDATE mail SET due_at = now() WHERE sent_at IS NULL');

/** Nothing listens there. */
const NO_REDIS = 'redis://127.0.0.1:1';

describe('mail without Redis', () => {
  let auth: AuthServiceUnderTest;

  beforeAll(async () => {
    auth = await startAuthService({ redisDatabase: 0, redisUrl: NO_REDIS });
  });

  afterAll(() => auth.stop());

  it('is accepted at once, kept sealed, sent by the sweep and then forgotten', async () => {
    const email = await auth.registered();
    const startedAt = performance.now();
    await auth.rpc.call(requestOtp, { email });
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    const [waiting] = await auth.database.rows(MAILS, []);
    expect(waiting).toMatchObject({ sealed: expect.any(Buffer), sent_at: null });
    expect(waiting?.sealed?.includes(email)).toBe(false);

    await auth.database.rows(MAKE_DUE, []);
    await expect(auth.mails.waitForMailTo(email)).resolves.toMatchObject({
      subject: 'Your Atrium sign-in code',
      text: expect.stringMatching(/code is \d{6}\n[^]*5 minutes/),
    });
    await eventually(() =>
      expect(auth.database.rows(MAILS, [])).resolves.toEqual([{ sealed: null, sent_at: expect.any(Date) }]),
    );
    expect(auth.mails.mails).toHaveLength(1);
  });
});
