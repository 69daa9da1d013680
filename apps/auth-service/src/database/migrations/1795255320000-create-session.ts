import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSession1795255320000 implements MigrationInterface {
  readonly name = 'CreateSession1795255320000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE session (
      id uuid PRIMARY KEY,
      user_id uuid NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      last_used_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz NOT NULL,
      revoked_at timestamptz)`);
    await db.query('CREATE INDEX session_by_user ON session (user_id)');
    await db.query('CREATE INDEX session_expiry ON session (expires_at)');
    // A token has one successor at most: the unique parent makes a second branch of a family impossible.
    await db.query(`CREATE TABLE refresh_token (
      hash bytea PRIMARY KEY,
      session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
      parent_hash bytea UNIQUE,
      issued_at timestamptz NOT NULL DEFAULT now(),
      used_at timestamptz,
      sealed_successor bytea)`);
    await db.query('CREATE INDEX refresh_token_by_session ON refresh_token (session_id)');
    await db.query('CREATE INDEX refresh_token_in_grace ON refresh_token (used_at) WHERE sealed_successor IS NOT NULL');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE refresh_token');
    await db.query('DROP TABLE session');
  }
}
