import { Injectable } from '@nestjs/common';
import { Database, managerOf, statement, violatesUnique, type Transaction } from '@atrium/persistence';
import { DomainError } from '@atrium/rpc';
import { DataSource, In } from 'typeorm';

import { User } from './user.entity.js';

const BY_ID = statement<User>(
  'user-by-id',
  `SELECT id, version, username, email, first_name AS "firstName", last_name AS "lastName",
     is_staff AS "isStaff", is_active AS "isActive", date_joined AS "dateJoined"
   FROM "user" WHERE id = $1`,
);

@Injectable()
export class UserRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly database: Database,
  ) {}

  findById(id: string): Promise<User | undefined> {
    return this.database.row(BY_ID, [id]);
  }

  findByIds(ids: readonly string[]): Promise<User[]> {
    return this.dataSource.manager.findBy(User, { id: In([...ids]) });
  }

  /** Stores a new profile; refuses names that are taken with USERNAME_TAKEN or EMAIL_TAKEN. */
  async insert(tx: Transaction, user: Omit<User, 'version' | 'dateJoined'>): Promise<User> {
    try {
      return await managerOf(tx).save(managerOf(tx).create(User, { ...user, dateJoined: new Date() }));
    } catch (error) {
      throw namesTaken(error) ?? error;
    }
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
