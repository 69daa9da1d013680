import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Numbers the changes of each workspace, and lets workspaces and channels be archived. */
export class NumberChanges1795257000000 implements MigrationInterface {
  readonly name = 'NumberChanges1795257000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE workspace
      ADD COLUMN version integer NOT NULL DEFAULT 0, ADD COLUMN archived_at timestamptz`);
    await db.query('ALTER TABLE channel ADD COLUMN archived_at timestamptz');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE channel DROP COLUMN archived_at');
    await db.query('ALTER TABLE workspace DROP COLUMN archived_at, DROP COLUMN version');
  }
}
