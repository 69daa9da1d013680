import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepOwnClient1795431180000 implements MigrationInterface {
  readonly name = 'KeepOwnClient1795431180000';

  async up(db: QueryRunner): Promise<void> {
    // Of the suite's own client only, which has to show its secret itself.
    await db.query('ALTER TABLE oauth_application ADD COLUMN sealed_secret bytea');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DELETE FROM oauth_application WHERE sealed_secret IS NOT NULL');
    await db.query('ALTER TABLE oauth_application DROP COLUMN sealed_secret');
  }
}
