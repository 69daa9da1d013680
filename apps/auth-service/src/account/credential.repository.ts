import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';

const INSERT_PENDING = statement(
  'credential-insert',
  'INSERT INTO credential (user_id, password_hash) VALUES ($1, $2)',
);

const REMOVE_PENDING = statement(
  'credential-remove-pending',
  'DELETE FROM credential WHERE user_id = ANY($1) AND activated_at IS NULL',
);

const ACTIVATE = statement(
  'credential-activate',
  'UPDATE credential SET activated_at = now() WHERE user_id = ANY($1) AND activated_at IS NULL',
);

const FIND_STALE = statement<{ userId: string }>(
  'credential-find-stale',
  `SELECT user_id AS "userId" FROM credential
   WHERE activated_at IS NULL AND created_at < now() - make_interval(secs => $1) ORDER BY created_at LIMIT $2`,
);

/** Somebody without a password gets a first one. */
const SET_PASSWORD = statement(
  'credential-set-password',
  `INSERT INTO credential (user_id, password_hash, activated_at) VALUES ($1, $2, now())
   ON CONFLICT (user_id) DO UPDATE SET password_hash = excluded.password_hash`,
);

const REMOVE = statement('credential-remove', 'DELETE FROM credential WHERE user_id = ANY($1)');

@Injectable()
export class CredentialRepository {
  constructor(private readonly database: Database) {}

  /** Stores a credential that opens nothing until it is activated. */
  async insertPending(userId: string, passwordHash: string): Promise<void> {
    await this.database.rows(INSERT_PENDING, [userId, passwordHash]);
  }

  /** Forgets credentials whose profile does not exist; one that was activated meanwhile stays. */
  async removePending(userIds: readonly string[]): Promise<void> {
    await this.database.rows(REMOVE_PENDING, [userIds]);
  }

  /** Activates the pending ones among these; the others stay as they are. */
  async activate(userIds: readonly string[], tx?: Transaction): Promise<void> {
    await this.database.rows(ACTIVATE, [userIds], tx);
  }

  /** The people whose credential has been pending for this many seconds, oldest first. */
  async findStale(olderThanSeconds: number, limit: number): Promise<string[]> {
    const rows = await this.database.rows(FIND_STALE, [olderThanSeconds, limit]);
    return rows.map(({ userId }) => userId);
  }

  /** Stores another password for a person who is known to exist. */
  async setPassword(tx: Transaction, userId: string, passwordHash: string): Promise<void> {
    await this.database.rows(SET_PASSWORD, [userId, passwordHash], tx);
  }

  /** Forgets what these people proved who they were with. */
  async remove(tx: Transaction, userIds: readonly string[]): Promise<void> {
    await this.database.rows(REMOVE, [userIds], tx);
  }
}
