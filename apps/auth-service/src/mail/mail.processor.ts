import { InjectQueue } from '@nestjs/bull';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Queue } from 'bull';

import { DeliverMail } from './deliver-mail.use-case.js';
import { MAIL_QUEUE, type MailJob } from './mail-queue.js';

/** How many mails one replica sends at a time. */
const CONCURRENCY = 3;

/**
 * The worker of the mail queue. Not by `@Process`: that leaves the worker's end to nobody, and when a process stops
 * that has never reached Redis, Bull ends it with an error.
 */
@Injectable()
export class MailProcessor implements OnApplicationBootstrap {
  private readonly logger = new Logger(MailProcessor.name);

  constructor(
    @InjectQueue(MAIL_QUEUE) private readonly queue: Queue<MailJob>,
    private readonly deliverMail: DeliverMail,
  ) {}

  onApplicationBootstrap(): void {
    this.queue
      .process(CONCURRENCY, ({ data }) => this.deliverMail.execute(data.mailId))
      .catch((err: unknown) => this.logger.warn({ msg: 'the worker of mails ended', err }));
  }
}
