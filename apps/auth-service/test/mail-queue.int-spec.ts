import { getQueueToken } from '@nestjs/bull';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requestOtp } from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import { eventually } from '@atrium/testing';
import type { Queue } from 'bull';

import { MAIL_QUEUE, type MailJob } from '../src/mail/mail-queue.js';
import { startAuthService, type AuthServiceUnderTest } from './auth-service-under-test.js';

const MAIL_IDS = statement<{ id: string }>('test-mail-ids', 'SELECT id FROM mail WHERE sent_at IS NULL');
const MAKE_DUE = statement('test-mail-due', 'UPDATE mail SET due_at = now() WHERE sent_at IS NULL');

describe('the queue of mails', () => {
  let auth: AuthServiceUnderTest;
  let queue: Queue<MailJob>;

  beforeAll(async () => {
    auth = await startAuthService({ redisDatabase: 14 });
    queue = auth.app.get<Queue<MailJob>>(getQueueToken(MAIL_QUEUE), { strict: false });
    await queue.empty();
    await queue.resume();
  });

  afterAll(() => auth.stop());

  it('has a mail sent at once, long before the sweep looks for it', async () => {
    const email = await auth.registered();
    const startedAt = performance.now();
    await auth.codeFor(email);
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  });

  it('may lose its jobs, which name a mail and say nothing of it', async () => {
    await queue.pause();
    const email = await auth.registered();
    await auth.rpc.call(requestOtp, { email });
    const [mail] = await auth.database.rows(MAIL_IDS, []);
    await eventually(async () =>
      expect((await queue.getJobs(['paused'])).map(({ data }) => data)).toEqual([{ mailId: mail?.id }]),
    );

    await queue.empty();
    await queue.resume();
    await auth.database.rows(MAKE_DUE, []);
    await expect(auth.mails.waitForMailTo(email)).resolves.toBeDefined();
  });
});
