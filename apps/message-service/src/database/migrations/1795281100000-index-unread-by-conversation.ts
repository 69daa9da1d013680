import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Somebody's unread notifications of one conversation, for when they read it. */
export class IndexUnreadByConversation1795281100000 implements MigrationInterface {
  readonly name = 'IndexUnreadByConversation1795281100000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE INDEX notification_unread_by_conversation ON notification (user_id, conversation_id)
      WHERE read_at IS NULL`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX notification_unread_by_conversation');
  }
}
