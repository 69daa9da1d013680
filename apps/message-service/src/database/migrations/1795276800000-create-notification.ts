import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people are notified of, and what they want to be notified of. */
export class CreateNotification1795276800000 implements MigrationInterface {
  readonly name = 'CreateNotification1795276800000';

  async up(db: QueryRunner): Promise<void> {
    // Its row lock makes the order of commits that of the numbers, without gaps.
    await db.query(`CREATE TABLE notification_head (
      user_id uuid PRIMARY KEY,
      seq bigint NOT NULL DEFAULT 0) WITH (fillfactor = 50)`);
    // `source_id` is the message or the invitation that it tells of, `phrase` what follows the actor's name.
    await db.query(`CREATE TABLE notification (
      user_id uuid NOT NULL,
      seq bigint NOT NULL,
      kind text NOT NULL CHECK (kind IN ('mention', 'direct', 'reply', 'invitation')),
      source_id uuid NOT NULL,
      actor_id uuid NOT NULL,
      actor_email text NOT NULL,
      actor_name text NOT NULL,
      phrase text NOT NULL,
      workspace_id integer,
      channel_id integer,
      conversation_id uuid,
      created_at timestamptz NOT NULL,
      read_at timestamptz,
      withdrawn_at timestamptz,
      PRIMARY KEY (user_id, seq))`);
    // One for each person and source, however often it is told.
    await db.query('CREATE UNIQUE INDEX notification_source_key ON notification (source_id, user_id)');
    await db.query('CREATE INDEX notification_unread ON notification (user_id, seq) WHERE read_at IS NULL');
    // Who has no row wants everything.
    await db.query(`CREATE TABLE notification_preference (
      user_id uuid PRIMARY KEY,
      silenced text[] NOT NULL)`);
    // Without an end it is for good.
    await db.query(`CREATE TABLE conversation_mute (
      user_id uuid NOT NULL,
      conversation_id uuid NOT NULL,
      until timestamptz,
      PRIMARY KEY (user_id, conversation_id))`);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of ['conversation_mute', 'notification_preference', 'notification', 'notification_head']) {
      await db.query(`DROP TABLE ${table}`);
    }
  }
}
