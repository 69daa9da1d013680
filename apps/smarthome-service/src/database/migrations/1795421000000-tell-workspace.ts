import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TellWorkspace1795421000000 implements MigrationInterface {
  readonly name = 'TellWorkspace1795421000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE home ADD COLUMN activity_workspace_id integer');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE home DROP COLUMN activity_workspace_id');
  }
}
