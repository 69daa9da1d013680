import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets people be asked into workspaces, by name or by mail. */
export class CreateInvitation1795257400000 implements MigrationInterface {
  readonly name = 'CreateInvitation1795257400000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE invitation (
      id uuid PRIMARY KEY,
      workspace_id integer NOT NULL REFERENCES workspace ON DELETE CASCADE,
      invited_by uuid NOT NULL,
      user_id uuid,
      email text,
      token_hash bytea,
      role text NOT NULL CHECK (role IN ('admin', 'member', 'guest')),
      created_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      CHECK (num_nonnulls(user_id, email) = 1))`);
    await db.query('CREATE INDEX invitation_by_workspace ON invitation (workspace_id, id)');
    await db.query('CREATE UNIQUE INDEX invitation_user_key ON invitation (workspace_id, user_id)');
    await db.query('CREATE UNIQUE INDEX invitation_email_key ON invitation (workspace_id, lower(email))');
    await db.query('CREATE UNIQUE INDEX invitation_token_key ON invitation (token_hash)');
    await db.query('CREATE INDEX invitation_by_user ON invitation (user_id) WHERE user_id IS NOT NULL');
    await db.query('CREATE INDEX invitation_by_expiry ON invitation (expires_at)');
    await db.query(`CREATE TABLE invitation_allowance (
      scope text NOT NULL,
      hour timestamptz NOT NULL,
      sent integer NOT NULL,
      PRIMARY KEY (scope, hour))`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE invitation_allowance');
    await db.query('DROP TABLE invitation');
  }
}
