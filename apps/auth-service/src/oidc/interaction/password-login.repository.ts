import { Injectable } from '@nestjs/common';
import { Database, statement } from '@atrium/persistence';

interface Login {
  readonly userId: string;
  readonly passwordHash: string;
}

const BY_LOGIN = statement<Login>(
  'password-login',
  `SELECT i.user_id AS "userId", c.password_hash AS "passwordHash"
   FROM identity i JOIN credential c ON c.user_id = i.user_id
   WHERE (i.username = $1 OR lower(i.email) = lower($1)) AND i.is_active AND c.activated_at IS NOT NULL LIMIT 2`,
);

/** Finds what a password is checked against. */
@Injectable()
export class PasswordLoginRepository {
  constructor(private readonly database: Database) {}

  /** The active account with this username or e-mail address; undefined while two have it. */
  async find(login: string): Promise<Login | undefined> {
    const [found, other] = await this.database.rows(BY_LOGIN, [login]);
    return other ? undefined : found;
  }
}
