import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSso1795342200000 implements MigrationInterface {
  readonly name = 'CreateSso1795342200000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE sso_link (
      issuer text NOT NULL,
      subject text NOT NULL,
      user_id uuid NOT NULL,
      access_token bytea NOT NULL,
      access_expires_at timestamptz,
      refresh_token bytea,
      version integer NOT NULL DEFAULT 1,
      PRIMARY KEY (issuer, subject))`);
    await db.query('CREATE INDEX sso_link_user ON sso_link (user_id)');
    await db.query(`CREATE TABLE sso_used_state (
      state_hash bytea PRIMARY KEY,
      expires_at timestamptz NOT NULL)`);
    await db.query('CREATE INDEX sso_used_state_expiry ON sso_used_state (expires_at)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE sso_used_state');
    await db.query('DROP TABLE sso_link');
  }
}
