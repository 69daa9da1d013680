import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePasswordReset1795341780000 implements MigrationInterface {
  readonly name = 'CreatePasswordReset1795341780000';

  async up(db: QueryRunner): Promise<void> {
    // One row for each person: the newest token is the only one there is.
    await db.query(`CREATE TABLE password_reset (
      user_id uuid PRIMARY KEY,
      token_hash bytea NOT NULL UNIQUE,
      expires_at timestamptz NOT NULL,
      used_at timestamptz,
      window_ends_at timestamptz NOT NULL,
      issued_in_window integer NOT NULL DEFAULT 1)`);
    await db.query('CREATE INDEX password_reset_window ON password_reset (window_ends_at)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE password_reset');
  }
}
