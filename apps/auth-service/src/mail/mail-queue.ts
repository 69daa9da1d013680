import { Injectable, Logger } from '@nestjs/common';
import { InjectQueue } from '@nestjs/bull';
import type { Queue } from 'bull';

/** Name of the Bull queue. Its jobs carry a mail's id and nothing else. */
export const MAIL_QUEUE = 'auth-mail';

export interface MailJob {
  readonly mailId: string;
}

/** Failures of one outage are told once in this time. */
const TELL_EVERY_MS = 30_000;

/**
 * Brings a stored mail to a worker at once. Only a short cut: what Redis loses, or cannot take now, the sweep finds in
 * the database.
 */
@Injectable()
export class MailQueue {
  private readonly logger = new Logger(MailQueue.name);
  private toldAt = -Infinity;

  constructor(@InjectQueue(MAIL_QUEUE) private readonly queue: Queue<MailJob>) {
    // At once: Redis may refuse before the modules are initialised, and an error that nobody hears ends the process.
    queue.on('error', (err: Error) => this.tell(err));
  }

  /** Never fails and is not to be waited for. */
  offer(mailId: string): void {
    // Without a connection the call would wait in memory for Redis, longer than the sweep takes to come by.
    if (this.queue.client.status !== 'ready') return;
    this.queue
      .add({ mailId }, { jobId: mailId, removeOnComplete: true, removeOnFail: true })
      .catch((err: unknown) => this.tell(err));
  }

  private tell(err: unknown): void {
    if (performance.now() - this.toldAt < TELL_EVERY_MS) return;
    this.toldAt = performance.now();
    this.logger.warn({ msg: 'the queue of mails is not available, the sweep sends them', err });
  }
}
