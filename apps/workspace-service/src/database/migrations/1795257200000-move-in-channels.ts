import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds channels by their members, people by their names, and frees the names of archived channels. */
export class MoveInChannels1795257200000 implements MigrationInterface {
  readonly name = 'MoveInChannels1795257200000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX channel_name_key');
    await db.query(
      'CREATE UNIQUE INDEX channel_name_key ON channel (workspace_id, name_key) WHERE archived_at IS NULL',
    );
    await db.query('CREATE INDEX channel_by_workspace ON channel (workspace_id, id)');
    await db.query('CREATE INDEX channel_member_by_user ON channel_member (user_id, channel_id)');
    await db.query('CREATE INDEX person_by_email ON person (lower(email))');
    await db.query('CREATE INDEX person_by_username ON person (lower(username))');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX person_by_username');
    await db.query('DROP INDEX person_by_email');
    await db.query('DROP INDEX channel_member_by_user');
    await db.query('DROP INDEX channel_by_workspace');
    await db.query('DROP INDEX channel_name_key');
    await db.query('CREATE UNIQUE INDEX channel_name_key ON channel (workspace_id, name_key)');
  }
}
