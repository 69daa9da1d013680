import { Process, Processor } from '@nestjs/bull';
import type { Job } from 'bull';

import { DeliverMail } from './deliver-mail.use-case.js';
import { MAIL_QUEUE, type MailJob } from './mail-queue.js';

/** How many mails one replica sends at a time. */
const CONCURRENCY = 3;

/** The worker of the mail queue. */
@Processor(MAIL_QUEUE)
export class MailProcessor {
  constructor(private readonly deliverMail: DeliverMail) {}

  @Process({ concurrency: CONCURRENCY })
  deliver(job: Job<MailJob>): Promise<void> {
    return this.deliverMail.execute(job.data.mailId);
  }
}
