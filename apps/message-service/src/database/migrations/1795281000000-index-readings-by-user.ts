import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody has read, found by the person alone when their account is deleted. */
export class IndexReadingsByUser1795281000000 implements MigrationInterface {
  readonly name = 'IndexReadingsByUser1795281000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('CREATE INDEX read_marker_by_user ON read_marker (user_id)');
    await db.query('CREATE INDEX message_read_by_user ON message_read (user_id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX message_read_by_user');
    await db.query('DROP INDEX read_marker_by_user');
  }
}
