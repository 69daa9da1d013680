import { createEventTables, dropEventTables } from '@atrium/events';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateUser1795251600000 implements MigrationInterface {
  readonly name = 'CreateUser1795251600000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE "user" (
      id uuid PRIMARY KEY,
      version integer NOT NULL DEFAULT 1,
      username text NOT NULL CHECK (char_length(username) BETWEEN 1 AND 150),
      email text NOT NULL CHECK (char_length(email) <= 254),
      first_name text NOT NULL DEFAULT '',
      last_name text NOT NULL DEFAULT '',
      is_staff boolean NOT NULL DEFAULT false,
      is_active boolean NOT NULL DEFAULT true,
      date_joined timestamptz NOT NULL DEFAULT now())`);
    // The database's own collation need not know letters beyond ASCII; Unicode's root collation does.
    await db.query('CREATE UNIQUE INDEX user_username_key ON "user" (lower(username COLLATE "und-x-icu"))');
    await db.query('CREATE UNIQUE INDEX user_email_key ON "user" (lower(email COLLATE "und-x-icu"))');
    await createEventTables(db);
  }

  async down(db: QueryRunner): Promise<void> {
    await dropEventTables(db);
    await db.query('DROP TABLE "user"');
  }
}
