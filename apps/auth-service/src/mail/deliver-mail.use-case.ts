import { Injectable, Logger } from '@nestjs/common';
import { counter } from '@atrium/observability';
import { KeyRing } from '@atrium/secrets';

import { MailCarrier } from './mail-carrier.js';
import { openMail } from './mail-seal.js';
import { MailRepository, type ClaimedMail } from './mail.repository.js';

/** The pauses after each failed attempt, in seconds; the last one repeats. */
const RETRY_AFTER_SECONDS = [2, 5, 15, 30, 60];
const SWEEP_BATCH = 20;

const delivered = counter('mail_delivery_attempts_total', 'Attempts to send a mail', ['outcome']);

/** Sends stored mails. A mail is leased to one process at a time, and its content is blanked once it is sent. */
@Injectable()
export class DeliverMail {
  private readonly logger = new Logger(DeliverMail.name);

  constructor(
    private readonly mails: MailRepository,
    private readonly carrier: MailCarrier,
    private readonly ring: KeyRing,
  ) {}

  /** Sends this mail, unless it is sent, expired or in other hands. A failure is put down for the sweep to repeat. */
  async execute(id: string): Promise<void> {
    const mail = await this.mails.claim(id);
    if (mail) await this.deliver(mail);
  }

  /** Sends the mails that nobody has sent in time, until there are none. */
  async executeDue(): Promise<void> {
    for (;;) {
      const due = await this.mails.claimDue(SWEEP_BATCH);
      await Promise.all(due.map((mail) => this.deliver(mail)));
      if (due.length < SWEEP_BATCH) return;
    }
  }

  private async deliver({ id, sealed, attempts }: ClaimedMail): Promise<void> {
    try {
      await this.carrier.carry(id, openMail(this.ring, id, sealed));
    } catch (err) {
      delivered.inc({ outcome: 'error' });
      return this.afterFailure(id, attempts, err);
    }
    delivered.inc({ outcome: 'ok' });
    await this.mails.markSent(id);
  }

  private async afterFailure(mailId: string, attempts: number, err: unknown): Promise<void> {
    if (isFinal(err)) {
      this.logger.error({ msg: 'mail refused for good', mailId, attempts, err });
      return this.mails.giveUp(mailId);
    }
    this.logger.warn({ msg: 'mail could not be sent, will try again', mailId, attempts, err });
    await this.mails.postpone(mailId, RETRY_AFTER_SECONDS[attempts - 1] ?? RETRY_AFTER_SECONDS.at(-1) ?? 0);
  }
}

/** True when the recipient's server said that it will never take this mail: a 5xx reply (RFC 5321, section 4.2.1). */
function isFinal(error: unknown): boolean {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  // A 5xx to the log-in or the greeting speaks of this suite's settings, which can be mended.
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && typeof responseCode === 'number' && responseCode >= 500;
}
