import { createEventTables, dropEventTables } from '@atrium/events';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDevice1795254000000 implements MigrationInterface {
  readonly name = 'CreateDevice1795254000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE device (
      id uuid PRIMARY KEY,
      owner_id uuid NOT NULL,
      name text NOT NULL,
      type text NOT NULL,
      traits text[] NOT NULL,
      created_at timestamptz NOT NULL)`);
    await db.query('CREATE INDEX device_by_owner ON device (owner_id, created_at, id)');
    await createEventTables(db);
  }

  async down(db: QueryRunner): Promise<void> {
    await dropEventTables(db);
    await db.query('DROP TABLE device');
  }
}
