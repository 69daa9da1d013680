import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDeviceHistory1795400120000 implements MigrationInterface {
  readonly name = 'CreateDeviceHistory1795400120000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE device_history (
      device_id uuid NOT NULL REFERENCES device ON DELETE CASCADE,
      version bigint NOT NULL,
      at timestamptz NOT NULL,
      cause text NOT NULL,
      is_online boolean NOT NULL,
      changes jsonb NOT NULL,
      PRIMARY KEY (device_id, version))`);
    await db.query('CREATE INDEX device_history_by_time ON device_history (at)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE device_history');
  }
}
