import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateVirtualMotion1795400240000 implements MigrationInterface {
  readonly name = 'CreateVirtualMotion1795400240000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE virtual_motion (
      device_id uuid NOT NULL REFERENCES device ON DELETE CASCADE,
      kind text NOT NULL,
      goal jsonb NOT NULL,
      command_id uuid,
      due_at timestamptz NOT NULL,
      PRIMARY KEY (device_id, kind))`);
    await db.query('CREATE INDEX virtual_motion_due ON virtual_motion (due_at)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE virtual_motion');
  }
}
