import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ProveEmail1795431120000 implements MigrationInterface {
  readonly name = 'ProveEmail1795431120000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE identity ADD COLUMN is_email_verified boolean NOT NULL DEFAULT false');
    await db.query('ALTER TABLE password_reset ADD COLUMN address text');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE password_reset DROP COLUMN address');
    await db.query('ALTER TABLE identity DROP COLUMN is_email_verified');
  }
}
