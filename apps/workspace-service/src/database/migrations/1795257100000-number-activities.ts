import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Numbers the lines of each feed. */
export class NumberActivities1795257100000 implements MigrationInterface {
  readonly name = 'NumberActivities1795257100000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE activity_feed (
      workspace_id integer PRIMARY KEY REFERENCES workspace ON DELETE CASCADE,
      seq bigint NOT NULL DEFAULT 0)`);
    await db.query('ALTER TABLE activity ADD COLUMN seq bigint');
    await db.query(`UPDATE activity a SET seq = n.seq FROM (
      SELECT id, row_number() OVER (PARTITION BY workspace_id ORDER BY id) AS seq FROM activity) n WHERE n.id = a.id`);
    await db.query('ALTER TABLE activity ALTER COLUMN seq SET NOT NULL');
    await db.query(`INSERT INTO activity_feed (workspace_id, seq)
      SELECT w.id, coalesce(max(a.seq), 0) FROM workspace w LEFT JOIN activity a ON a.workspace_id = w.id GROUP BY w.id`);
    await db.query('CREATE UNIQUE INDEX activity_place ON activity (workspace_id, seq)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX activity_place');
    await db.query('ALTER TABLE activity DROP COLUMN seq');
    await db.query('DROP TABLE activity_feed');
  }
}
