import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateOtp1795255440000 implements MigrationInterface {
  readonly name = 'CreateOtp1795255440000';

  async up(db: QueryRunner): Promise<void> {
    // One row for each address: the newest code is the only one there is.
    await db.query(`CREATE TABLE otp (
      purpose text NOT NULL,
      address text NOT NULL,
      user_id uuid NOT NULL,
      code_mac bytea NOT NULL,
      expires_at timestamptz NOT NULL,
      tries integer NOT NULL DEFAULT 0,
      used_at timestamptz,
      window_ends_at timestamptz NOT NULL,
      issued_in_window integer NOT NULL DEFAULT 1,
      PRIMARY KEY (purpose, address))`);
    await db.query('CREATE INDEX otp_window ON otp (window_ends_at)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE otp');
  }
}
