import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';

import type { Identity } from '../account/identity.entity.js';

/** How long a token is good for, in seconds. */
export const RESET_LIFETIME_SECONDS = 1_800;
/** How many tokens somebody gets within {@link WINDOW_SECONDS}. */
export const MAX_RESETS = 5;
const WINDOW_SECONDS = 3_600;

/** Whose token it was, and the address that it was mailed to; null for one of a former version. */
export interface UsedReset {
  readonly userId: string;
  readonly address: string | null;
}

/** Replaces whatever token the person had, unless they had too many. One row comes back for a token that was issued. */
const ISSUE = statement<{ userId: string }>(
  'password-reset-issue',
  `INSERT INTO password_reset AS r (user_id, token_hash, expires_at, window_ends_at, address)
   VALUES ($1, $2, now() + make_interval(secs => $3), now() + make_interval(secs => $4), $6)
   ON CONFLICT (user_id) DO UPDATE SET token_hash = excluded.token_hash, expires_at = excluded.expires_at,
     used_at = NULL, address = excluded.address, issued_in_window = CASE WHEN r.window_ends_at > now() THEN r.issued_in_window + 1 ELSE 1 END,
     window_ends_at = CASE WHEN r.window_ends_at > now() THEN r.window_ends_at ELSE excluded.window_ends_at END
   WHERE r.window_ends_at <= now() OR r.issued_in_window < $5
   RETURNING user_id AS "userId"`,
);

const IS_GOOD = 'token_hash = $1 AND used_at IS NULL AND expires_at > now()';

const FIND = statement<{ userId: string }>(
  'password-reset-find',
  `SELECT user_id AS "userId" FROM password_reset WHERE ${IS_GOOD}`,
);

/** One statement decides who of several uses the token. */
const USE = statement<UsedReset>(
  'password-reset-use',
  `UPDATE password_reset SET used_at = now() WHERE ${IS_GOOD} RETURNING user_id AS "userId", address`,
);

const DISCARD = statement(
  'password-reset-discard',
  'UPDATE password_reset SET used_at = now() WHERE user_id = $1 AND used_at IS NULL',
);

const REMOVE_EXPIRED = statement(
  'password-reset-remove-expired',
  `DELETE FROM password_reset WHERE user_id IN (
     SELECT user_id FROM password_reset WHERE window_ends_at < now() AND expires_at < now() LIMIT 1000)`,
);

/** Knows tokens by their hashes only. */
@Injectable()
export class PasswordResetRepository {
  constructor(private readonly database: Database) {}

  /** Makes this the person's only token. Returns false, changing nothing, when they have had too many lately. */
  async issue(
    tx: Transaction,
    { userId, email }: Pick<Identity, 'userId' | 'email'>,
    tokenHash: Buffer,
  ): Promise<boolean> {
    const values = [userId, tokenHash, RESET_LIFETIME_SECONDS, WINDOW_SECONDS, MAX_RESETS, email];
    return (await this.database.row(ISSUE, values, tx)) !== undefined;
  }

  /** True while the token could be used. */
  async isGood(tokenHash: Buffer): Promise<boolean> {
    return (await this.database.row(FIND, [tokenHash])) !== undefined;
  }

  /** Uses up a token and returns whose it is; undefined when it is unknown, used or expired. */
  use(tx: Transaction, tokenHash: Buffer): Promise<UsedReset | undefined> {
    return this.database.row(USE, [tokenHash], tx);
  }

  /** Makes the person's token useless, if there is one. */
  async discard(tx: Transaction, userId: string): Promise<void> {
    await this.database.rows(DISCARD, [userId], tx);
  }

  /** Forgets tokens whose window has passed. */
  async removeExpired(): Promise<void> {
    await this.database.rows(REMOVE_EXPIRED, []);
  }
}
