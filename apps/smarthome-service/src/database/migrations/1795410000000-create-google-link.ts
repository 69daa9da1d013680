import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateGoogleLink1795410000000 implements MigrationInterface {
  readonly name = 'CreateGoogleLink1795410000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE google_link (
      user_id uuid PRIMARY KEY,
      grant_id text,
      linked_at timestamptz NOT NULL,
      synced_at timestamptz NOT NULL,
      unlinked_at timestamptz,
      report_all_at timestamptz)`);
    await db.query(
      'CREATE INDEX google_link_report_all ON google_link (report_all_at) WHERE report_all_at IS NOT NULL',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE google_link');
  }
}
