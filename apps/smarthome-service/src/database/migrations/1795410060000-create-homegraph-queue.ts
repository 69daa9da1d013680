import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateHomegraphQueue1795410060000 implements MigrationInterface {
  readonly name = 'CreateHomegraphQueue1795410060000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE homegraph_report (
      agent_user_id uuid NOT NULL,
      device_id uuid NOT NULL REFERENCES device ON DELETE CASCADE,
      version integer NOT NULL,
      next_try timestamptz,
      attempts smallint NOT NULL DEFAULT 0,
      claim uuid,
      fault text,
      reported jsonb,
      reported_at timestamptz,
      PRIMARY KEY (agent_user_id, device_id))`);
    await db.query('CREATE INDEX homegraph_report_due ON homegraph_report (next_try) WHERE next_try IS NOT NULL');
    await db.query('CREATE INDEX homegraph_report_by_device ON homegraph_report (device_id)');
    await db.query(`CREATE TABLE homegraph_sync_request (
      agent_user_id uuid PRIMARY KEY,
      version integer NOT NULL,
      next_try timestamptz NOT NULL,
      attempts smallint NOT NULL DEFAULT 0,
      claim uuid)`);
    await db.query('CREATE INDEX homegraph_sync_request_due ON homegraph_sync_request (next_try)');
    await db.query(`CREATE TABLE homegraph_notification (
      id uuid PRIMARY KEY,
      agent_user_id uuid NOT NULL,
      device_id uuid NOT NULL,
      notification jsonb NOT NULL,
      next_try timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      attempts smallint NOT NULL DEFAULT 0,
      claim uuid)`);
    await db.query('CREATE INDEX homegraph_notification_due ON homegraph_notification (next_try)');
    await db.query('CREATE INDEX homegraph_notification_by_user ON homegraph_notification (agent_user_id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE homegraph_notification');
    await db.query('DROP TABLE homegraph_sync_request');
    await db.query('DROP TABLE homegraph_report');
  }
}
