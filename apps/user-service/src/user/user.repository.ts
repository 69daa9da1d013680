import { Injectable } from '@nestjs/common';
import { DELETED_USER, type UserOrdering } from '@atrium/contracts';
import { Database, managerOf, statement, violatesUnique, type Transaction } from '@atrium/persistence';
import { DomainError } from '@atrium/rpc';
import { DataSource, In, IsNull } from 'typeorm';

import { User } from './user.entity.js';

/** What may be said of a new profile; the rest follows. */
export type NewUser = Omit<User, 'version' | 'deletedAt'>;

/** What can be changed in a profile. */
export type UserChanges = Partial<Omit<User, 'id' | 'version' | 'dateJoined'>>;

const COLUMNS = `id, version, username, email, first_name AS "firstName", last_name AS "lastName",
  is_staff AS "isStaff", is_active AS "isActive", date_joined AS "dateJoined", deleted_at AS "deletedAt"`;

const BY_ID = statement<User>('user-by-id', `SELECT ${COLUMNS} FROM "user" WHERE id = $1 AND deleted_at IS NULL`);

/** Written as the unique indexes are, which serve both halves. */
const BY_NAME = statement<User>(
  'users-by-name',
  `SELECT ${COLUMNS} FROM "user" WHERE deleted_at IS NULL
     AND (lower(username COLLATE "und-x-icu") = lower($1 COLLATE "und-x-icu")
       OR lower(email COLLATE "und-x-icu") = lower($2 COLLATE "und-x-icu"))`,
);

/** Every pattern must match somewhere; without patterns everybody fits. */
const FITS = `deleted_at IS NULL AND NOT EXISTS (
  SELECT FROM unnest($1::text[]) pattern
  WHERE NOT (username ILIKE pattern OR email ILIKE pattern OR first_name ILIKE pattern OR last_name ILIKE pattern))`;

const COUNT = statement<{ total: number }>('users-count', `SELECT count(*)::int AS total FROM "user" WHERE ${FITS}`);

const ORDER_COLUMNS: Readonly<Record<UserOrdering, string>> = {
  username: 'username',
  email: 'email',
  dateJoined: 'date_joined',
};

@Injectable()
export class UserRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly database: Database,
  ) {}

  /** A person whose account has not ended. */
  findById(id: string): Promise<User | undefined> {
    return this.database.row(BY_ID, [id]);
  }

  /** Also those whose accounts have ended: others still have to name them. */
  findByIds(ids: readonly string[]): Promise<User[]> {
    return this.dataSource.manager.findBy(User, { id: In([...ids]) });
  }

  /** Those who have this user name or this address, without regard to case. */
  findByName(username: string, email: string): Promise<User[]> {
    return this.database.rows(BY_NAME, [username, email]);
  }

  /** A page of those in whom every one of the LIKE patterns is found. */
  findMatching(
    patterns: readonly string[],
    { ordering, isDescending }: { readonly ordering: UserOrdering; readonly isDescending: boolean },
    { limit, offset }: { readonly limit: number; readonly offset: number },
  ): Promise<User[]> {
    const direction = isDescending ? 'DESC' : 'ASC';
    const page = statement<User>(
      `users-by-${ordering}-${direction}`,
      `SELECT ${COLUMNS} FROM "user" WHERE ${FITS}
       ORDER BY ${ORDER_COLUMNS[ordering]} ${direction}, id ${direction} LIMIT $2 OFFSET $3`,
    );
    return this.database.rows(page, [patterns, limit, offset]);
  }

  /** How many there are in whom every one of the LIKE patterns is found. */
  async countMatching(patterns: readonly string[]): Promise<number> {
    return (await this.database.row(COUNT, [patterns]))?.total ?? 0;
  }

  /** Stores a new profile; refuses names that are taken with USERNAME_TAKEN or EMAIL_TAKEN. */
  insert(tx: Transaction, user: NewUser): Promise<User> {
    const manager = managerOf(tx);
    return refusingTakenNames(() => manager.save(manager.create(User, { ...user, deletedAt: null })));
  }

  /** Keeps others from changing a profile until the transaction ends; undefined when there is no such account. */
  async lock(tx: Transaction, id: string): Promise<User | undefined> {
    const where = { id, deletedAt: IsNull() };
    return (await managerOf(tx).findOne(User, { where, lock: { mode: 'pessimistic_write' } })) ?? undefined;
  }

  /** Stores the changes to a locked profile; its version stays if there are none. Refuses as `insert` does. */
  change(tx: Transaction, user: User, changes: UserChanges): Promise<User> {
    const manager = managerOf(tx);
    return refusingTakenNames(() => manager.save(Object.assign(manager.create(User, user), changes)));
  }

  /** Takes away all that tells who a locked profile's owner was. */
  anonymise(tx: Transaction, user: User): Promise<User> {
    return this.change(tx, user, { ...DELETED_USER, isStaff: false, isActive: false, deletedAt: new Date() });
  }
}

async function refusingTakenNames(write: () => Promise<User>): Promise<User> {
  try {
    return await write();
  } catch (error) {
    throw namesTaken(error) ?? error;
  }
}

/** The refusal behind a unique violation; undefined for any other fault. */
function namesTaken(error: unknown): DomainError | undefined {
  if (violatesUnique(error, 'user_username_key')) {
    const detail = 'A user with that username already exists.';
    return new DomainError('USERNAME_TAKEN', detail, { username: [detail] });
  }
  if (violatesUnique(error, 'user_email_key')) {
    const detail = 'A user with that email already exists.';
    return new DomainError('EMAIL_TAKEN', detail, { email: [detail] });
  }
  return undefined;
}
