import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';

import type { Identity, Profile } from './identity.entity.js';

const COLUMNS = `user_id AS "userId", version, username, email, first_name AS "firstName", last_name AS "lastName",
  is_staff AS "isStaff", is_active AS "isActive", is_email_verified AS "isEmailVerified"`;

const BY_ID = statement<Identity>('identity-by-id', `SELECT ${COLUMNS} FROM identity WHERE user_id = $1 AND is_active`);

const INACTIVE = statement<{ userId: string }>(
  'identity-inactive',
  'SELECT user_id AS "userId" FROM identity WHERE user_id = ANY($1) AND NOT is_active',
);

/** Changes of the person wait until the transaction is over, and it for them. */
const LOCK = statement<{ userId: string }>(
  'identity-lock',
  'SELECT user_id AS "userId" FROM identity WHERE user_id = $1 AND is_active FOR SHARE',
);

const BY_IDS = statement<Identity>(
  'identity-by-ids',
  `SELECT ${COLUMNS} FROM identity WHERE user_id = ANY($1) ORDER BY user_id FOR UPDATE`,
);

const BY_EMAIL = statement<Identity>(
  'identity-by-email',
  `SELECT ${COLUMNS} FROM identity WHERE lower(email) = lower($1) AND is_active LIMIT 2`,
);

const VERIFY_EMAIL = statement(
  'identity-verify-email',
  `UPDATE identity SET is_email_verified = true
   WHERE user_id = $1 AND lower(email) = lower($2) AND NOT is_email_verified`,
);

/** An older version never overwrites a newer one, in whatever order events arrive. */
const UPSERT = statement(
  'identity-upsert',
  `INSERT INTO identity (user_id, version, username, email, first_name, last_name, is_staff, is_active)
   SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::boolean[])
   ON CONFLICT (user_id) DO UPDATE SET version = excluded.version, username = excluded.username, email = excluded.email,
     first_name = excluded.first_name, last_name = excluded.last_name, is_staff = excluded.is_staff,
     is_active = excluded.is_active,
     is_email_verified = identity.is_email_verified AND lower(identity.email) = lower(excluded.email)
   WHERE identity.version < excluded.version`,
);

/** Who may sign in. Disabled people are not found. */
@Injectable()
export class IdentityRepository {
  constructor(private readonly database: Database) {}

  findActive(userId: string, tx?: Transaction): Promise<Identity | undefined> {
    return this.database.row(BY_ID, [userId], tx);
  }

  /**
   * True if the person may sign in, and until the end of the transaction they may. Whoever also takes other locks that
   * the end of an account takes (sessions, links) takes this one first.
   */
  async lockActive(tx: Transaction, userId: string): Promise<boolean> {
    return (await this.database.row(LOCK, [userId], tx)) !== undefined;
  }

  /** What is known of these people, active or not, which nobody else changes until the end of the transaction. */
  lock(tx: Transaction, userIds: readonly string[]): Promise<Identity[]> {
    return this.database.rows(BY_IDS, [userIds], tx);
  }

  /** Those among these people who may not sign in (any more). */
  async findInactive(userIds: readonly string[], tx: Transaction): Promise<string[]> {
    return (await this.database.rows(INACTIVE, [userIds], tx)).map(({ userId }) => userId);
  }

  /**
   * The person with this address, without regard to case. Nobody while two people have it: one of them has given it
   * up, and which one is known only once the event of that has arrived.
   */
  async findActiveByEmail(email: string): Promise<Identity | undefined> {
    const [identity, other] = await this.database.rows(BY_EMAIL, [email]);
    return other ? undefined : identity;
  }

  /**
   * Remembers that the person has shown that this address is theirs, if they still have it. Before {@link lockActive}
   * in a transaction that does both: of two logins at once, each would wait for the other's lock.
   */
  async verifyEmail(tx: Transaction, userId: string, email: string): Promise<void> {
    await this.database.rows(VERIFY_EMAIL, [userId, email], tx);
  }

  /** Stores what is newer than what is known; another address is one that nobody has proved. */
  async store(identities: readonly Profile[], tx?: Transaction): Promise<void> {
    const rows = newestOfEach(identities);
    if (rows.length === 0) return;
    const columns = [
      rows.map(({ userId }) => userId),
      rows.map(({ version }) => version),
      rows.map(({ username }) => username),
      rows.map(({ email }) => email),
      rows.map(({ firstName }) => firstName),
      rows.map(({ lastName }) => lastName),
      rows.map(({ isStaff }) => isStaff),
      rows.map(({ isActive }) => isActive),
    ];
    await this.database.rows(UPSERT, columns, tx);
  }
}

/** One entry for each person, in the order of their ids, so that two writers lock rows in the same order. */
function newestOfEach(identities: readonly Profile[]): Profile[] {
  const newest = new Map<string, Profile>();
  for (const identity of identities) {
    const other = newest.get(identity.userId);
    if (!other || other.version < identity.version) newest.set(identity.userId, identity);
  }
  return [...newest.values()].sort((a, b) => (a.userId < b.userId ? -1 : 1));
}
