import { createEventTables, dropEventTables } from '@atrium/events';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAccount1795255200000 implements MigrationInterface {
  readonly name = 'CreateAccount1795255200000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE credential (
      user_id uuid PRIMARY KEY,
      password_hash text NOT NULL,
      activated_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now())`);
    await db.query('CREATE INDEX credential_pending ON credential (created_at) WHERE activated_at IS NULL');
    await db.query(`CREATE TABLE identity (
      user_id uuid PRIMARY KEY,
      version integer NOT NULL,
      username text NOT NULL,
      email text NOT NULL,
      first_name text NOT NULL,
      last_name text NOT NULL,
      is_staff boolean NOT NULL,
      is_active boolean NOT NULL)`);
    // Not unique: user-service keeps names unique, and its events may arrive in another order than it changed them.
    await db.query('CREATE INDEX identity_email ON identity (lower(email))');
    await db.query('CREATE INDEX identity_username ON identity (lower(username))');
    await createEventTables(db);
  }

  async down(db: QueryRunner): Promise<void> {
    await dropEventTables(db);
    await db.query('DROP TABLE identity');
    await db.query('DROP TABLE credential');
  }
}
