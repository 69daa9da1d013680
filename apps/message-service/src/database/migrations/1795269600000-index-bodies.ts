import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Makes messages searchable by their words. */
export class IndexBodies1795269600000 implements MigrationInterface {
  readonly name = 'IndexBodies1795269600000';

  async up(db: QueryRunner): Promise<void> {
    // Every row is written anew, which may take longer than a statement otherwise may.
    await db.query('SET LOCAL statement_timeout = 0');
    // Messages are of all languages: words are taken as they are, without stemming.
    await db.query(`ALTER TABLE message
      ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('simple', body)) STORED`);
    // New messages wait in a list that is searched as well. Kept short, it is worked in quickly: whoever fills it holds
    // the lock of a conversation meanwhile.
    await db.query(`CREATE INDEX message_search ON message USING gin (search)
      WITH (fastupdate = on, gin_pending_list_limit = 512)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX message_search');
    await db.query('ALTER TABLE message DROP COLUMN search');
  }
}
