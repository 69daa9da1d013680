import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSigningKey1795255260000 implements MigrationInterface {
  readonly name = 'CreateSigningKey1795255260000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE signing_key (
      kid text PRIMARY KEY,
      public_jwk jsonb NOT NULL,
      sealed_private_key bytea NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      signs_from timestamptz NOT NULL,
      retired_at timestamptz)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE signing_key');
  }
}
