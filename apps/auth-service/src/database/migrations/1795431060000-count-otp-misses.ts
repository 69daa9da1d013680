import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CountOtpMisses1795431060000 implements MigrationInterface {
  readonly name = 'CountOtpMisses1795431060000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE otp
      ADD COLUMN misses integer NOT NULL DEFAULT 0,
      ADD COLUMN misses_until timestamptz NOT NULL DEFAULT '-infinity'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE otp DROP COLUMN misses_until, DROP COLUMN misses');
  }
}
