import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sums of messages, so that nobody has to count them when they are asked for. */
export class CountMessages1795257300000 implements MigrationInterface {
  readonly name = 'CountMessages1795257300000';

  async up(db: QueryRunner): Promise<void> {
    // Which messages are counted already: for as long as the event of one may come again.
    await db.query(`CREATE TABLE counted_message (
      message_id uuid PRIMARY KEY,
      workspace_id integer NOT NULL,
      channel_id integer NOT NULL,
      user_id uuid NOT NULL,
      sent_at timestamptz NOT NULL)`);
    await db.query('CREATE INDEX counted_message_by_time ON counted_message (sent_at)');
    // Quarters of an hour add up to the days of any time zone: every offset in use is a multiple of them.
    await db.query(`CREATE TABLE quarter_count (
      workspace_id integer NOT NULL REFERENCES workspace ON DELETE CASCADE,
      starts_at timestamptz NOT NULL,
      messages integer NOT NULL,
      PRIMARY KEY (workspace_id, starts_at)) WITH (fillfactor = 70)`);
    await db.query(`CREATE TABLE channel_count (
      workspace_id integer NOT NULL REFERENCES workspace ON DELETE CASCADE,
      channel_id integer NOT NULL,
      day date NOT NULL,
      messages integer NOT NULL,
      PRIMARY KEY (workspace_id, day, channel_id)) WITH (fillfactor = 70)`);
    await db.query(`CREATE TABLE member_count (
      workspace_id integer NOT NULL REFERENCES workspace ON DELETE CASCADE,
      user_id uuid NOT NULL,
      day date NOT NULL,
      messages integer NOT NULL,
      PRIMARY KEY (workspace_id, day, user_id)) WITH (fillfactor = 70)`);
    await db.query(`CREATE TABLE last_message (
      workspace_id integer NOT NULL REFERENCES workspace ON DELETE CASCADE,
      user_id uuid NOT NULL,
      sent_at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, user_id))`);
    await db.query('CREATE INDEX last_message_by_time ON last_message (workspace_id, sent_at)');
    // Where a rebuild gathers what message-service has. Nothing is lost with it, hence unlogged.
    await db.query(`CREATE UNLOGGED TABLE recounted_message (
      run uuid NOT NULL,
      message_id uuid NOT NULL,
      workspace_id integer NOT NULL,
      channel_id integer NOT NULL,
      user_id uuid NOT NULL,
      sent_at timestamptz NOT NULL,
      is_late boolean NOT NULL DEFAULT false,
      gathered_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (run, message_id))`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE recounted_message');
    for (const table of ['last_message', 'member_count', 'channel_count', 'quarter_count', 'counted_message']) {
      await db.query(`DROP TABLE ${table}`);
    }
  }
}
