import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateOidcRecord1795260000000 implements MigrationInterface {
  readonly name = 'CreateOidcRecord1795260000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE oidc_record (
      model text NOT NULL,
      key bytea NOT NULL,
      sealed_payload bytea NOT NULL,
      grant_id text,
      account_id text,
      uid text,
      user_code text,
      consumed_at timestamptz,
      expires_at timestamptz NOT NULL,
      PRIMARY KEY (model, key))`);
    await db.query('CREATE INDEX oidc_record_by_grant ON oidc_record (grant_id) WHERE grant_id IS NOT NULL');
    await db.query('CREATE INDEX oidc_record_by_account ON oidc_record (account_id) WHERE account_id IS NOT NULL');
    await db.query('CREATE INDEX oidc_record_by_uid ON oidc_record (uid) WHERE uid IS NOT NULL');
    await db.query('CREATE INDEX oidc_record_by_user_code ON oidc_record (user_code) WHERE user_code IS NOT NULL');
    await db.query('CREATE INDEX oidc_record_expiry ON oidc_record (expires_at)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE oidc_record');
  }
}
