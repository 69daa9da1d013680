import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';

import type { Identity } from './identity.entity.js';

/** Somebody who may sign in, and the hash to check their password against; null for who has no password. */
export type Account = Identity & { readonly passwordHash: string | null };

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

const ACCOUNT_COLUMNS = `i.user_id AS "userId", i.version, i.username, i.email, i.first_name AS "firstName",
  i.last_name AS "lastName", i.is_staff AS "isStaff", i.is_active AS "isActive",
  i.is_email_verified AS "isEmailVerified", c.password_hash AS "passwordHash"`;

const ACCOUNT_OF = statement<Account & { isByEmail: boolean }>(
  'credential-account-of',
  `SELECT ${ACCOUNT_COLUMNS}, lower(i.email) = lower($1) AS "isByEmail"
   FROM identity i LEFT JOIN credential c ON c.user_id = i.user_id AND c.activated_at IS NOT NULL
   WHERE (lower(i.email) = lower($1) OR lower(i.username) = lower($1)) AND i.is_active LIMIT 4`,
);

const ACCOUNT_BY_ID = statement<Account>(
  'credential-account-by-id',
  `SELECT ${ACCOUNT_COLUMNS}
   FROM identity i LEFT JOIN credential c ON c.user_id = i.user_id AND c.activated_at IS NOT NULL
   WHERE i.user_id = $1 AND i.is_active`,
);

const UPGRADE = statement(
  'credential-upgrade',
  'UPDATE credential SET password_hash = $3 WHERE user_id = $1 AND password_hash = $2',
);

const REPLACE = statement(
  'credential-replace',
  `INSERT INTO credential (user_id, password_hash, activated_at) VALUES ($1, $2, now())
   ON CONFLICT (user_id) DO UPDATE SET password_hash = excluded.password_hash,
     activated_at = coalesce(credential.activated_at, excluded.activated_at)`,
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

  /**
   * Who signs in under an address or a user name, without regard to case; the address goes first, so that nobody can
   * stand in another's way by taking their address for a user name. Nobody while two people have it.
   */
  async findAccount(identifier: string): Promise<Account | undefined> {
    const rows = await this.database.rows(ACCOUNT_OF, [identifier]);
    const byEmail = rows.filter(({ isByEmail }) => isByEmail);
    const [account, other] = byEmail.length > 0 ? byEmail : rows;
    return other ? undefined : account;
  }

  findAccountOf(userId: string, tx?: Transaction): Promise<Account | undefined> {
    return this.database.row(ACCOUNT_BY_ID, [userId], tx);
  }

  /** Replaces a hash by a better one of the same password, unless the password was changed meanwhile. */
  async upgrade(userId: string, from: string, to: string): Promise<void> {
    await this.database.rows(UPGRADE, [userId, from, to]);
  }

  /** Gives somebody whose profile exists another password, or their first. */
  async replace(tx: Transaction, userId: string, passwordHash: string): Promise<void> {
    await this.database.rows(REPLACE, [userId, passwordHash], tx);
  }

  /** Forgets what these people proved who they were with. */
  async remove(tx: Transaction, userIds: readonly string[]): Promise<void> {
    await this.database.rows(REMOVE, [userIds], tx);
  }
}
