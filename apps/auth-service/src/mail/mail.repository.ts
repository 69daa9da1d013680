import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';

/** A mail that this process alone may send, until the lease runs out. */
export interface ClaimedMail {
  readonly id: string;
  readonly sealed: Buffer;
  /** How often it was tried, this time included. */
  readonly attempts: number;
}

/** How long the queue has to begin with a mail before the sweep does, in seconds. */
const QUEUE_TIME_SECONDS = 2;
/** Longer than a delivery takes: a mail that is still unsent by then was left behind by a crash. */
const LEASE_SECONDS = 30;

const INSERT = statement<{ id: string }>(
  'mail-insert',
  `INSERT INTO mail (id, sealed, expires_at, due_at)
   VALUES ($1, $2, now() + make_interval(secs => $3), now() + make_interval(secs => ${QUEUE_TIME_SECONDS}))
   ON CONFLICT (id) DO NOTHING RETURNING id`,
);

const LEASE = `attempts = attempts + 1, due_at = now() + make_interval(secs => ${LEASE_SECONDS})`;

const CLAIM = statement<ClaimedMail>(
  'mail-claim',
  `UPDATE mail SET ${LEASE}
   WHERE id = $1 AND sealed IS NOT NULL AND expires_at > now() AND (attempts = 0 OR due_at <= now())
   RETURNING id, sealed, attempts`,
);

const CLAIM_DUE = statement<ClaimedMail>(
  'mail-claim-due',
  `UPDATE mail SET ${LEASE} WHERE id IN (
     SELECT id FROM mail WHERE sealed IS NOT NULL AND expires_at > now() AND due_at <= now()
     ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING id, sealed, attempts`,
);

const MARK_SENT = statement('mail-mark-sent', 'UPDATE mail SET sealed = NULL, sent_at = now() WHERE id = $1');

const GIVE_UP = statement('mail-give-up', 'UPDATE mail SET sealed = NULL WHERE id = $1');

const POSTPONE = statement(
  'mail-postpone',
  'UPDATE mail SET due_at = now() + make_interval(secs => $2) WHERE id = $1 AND sent_at IS NULL',
);

const REMOVE_EXPIRED = statement(
  'mail-remove-expired',
  'DELETE FROM mail WHERE id IN (SELECT id FROM mail WHERE expires_at < now() LIMIT 1000)',
);

@Injectable()
export class MailRepository {
  constructor(private readonly database: Database) {}

  /** False when there is a mail with this id already. */
  async insert(tx: Transaction, id: string, sealed: Buffer, lifetimeSeconds: number): Promise<boolean> {
    return (await this.database.rows(INSERT, [id, sealed, lifetimeSeconds], tx)).length > 0;
  }

  /** Undefined when the mail is sent, expired or being sent by somebody else. */
  claim(id: string): Promise<ClaimedMail | undefined> {
    return this.database.row(CLAIM, [id]);
  }

  /** Mails that nobody has sent in time, the longest waiting first. */
  claimDue(limit: number): Promise<ClaimedMail[]> {
    return this.database.rows(CLAIM_DUE, [limit]);
  }

  async markSent(id: string): Promise<void> {
    await this.database.rows(MARK_SENT, [id]);
  }

  /** Forgets what could not be sent and never will be. */
  async giveUp(id: string): Promise<void> {
    await this.database.rows(GIVE_UP, [id]);
  }

  async postpone(id: string, seconds: number): Promise<void> {
    await this.database.rows(POSTPONE, [id, seconds]);
  }

  async removeExpired(): Promise<void> {
    await this.database.rows(REMOVE_EXPIRED, []);
  }
}
