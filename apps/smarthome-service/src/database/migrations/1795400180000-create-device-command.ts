import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDeviceCommand1795400180000 implements MigrationInterface {
  readonly name = 'CreateDeviceCommand1795400180000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE device_command (
      id uuid PRIMARY KEY,
      device_id uuid NOT NULL REFERENCES device ON DELETE CASCADE,
      home_id uuid NOT NULL,
      user_id uuid NOT NULL,
      request_id text,
      position smallint NOT NULL,
      source text NOT NULL,
      command text NOT NULL,
      expected jsonb NOT NULL,
      follow_up_token text,
      status text NOT NULL CHECK (status IN ('sent', 'confirmed', 'failed', 'timed-out')),
      error_code text,
      sent_at timestamptz NOT NULL,
      deadline_at timestamptz NOT NULL,
      settled_at timestamptz)`);
    await db.query(
      'CREATE UNIQUE INDEX device_command_once ON device_command (device_id, user_id, request_id, position)',
    );
    await db.query(`CREATE INDEX device_command_open ON device_command (device_id) WHERE status = 'sent'`);
    await db.query(`CREATE INDEX device_command_due ON device_command (deadline_at) WHERE status = 'sent'`);
    await db.query('CREATE INDEX device_command_by_time ON device_command (sent_at)');
    await db.query(`CREATE TABLE pin_attempt (
      device_id uuid NOT NULL REFERENCES device ON DELETE CASCADE,
      user_id uuid NOT NULL,
      failures integer NOT NULL,
      blocked_until timestamptz NOT NULL,
      PRIMARY KEY (device_id, user_id))`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE pin_attempt');
    await db.query('DROP TABLE device_command');
  }
}
