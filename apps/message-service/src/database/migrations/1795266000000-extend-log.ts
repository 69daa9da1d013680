import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Conversations without a channel, and a log in which messages are changed, answered, named in and read. */
export class ExtendLog1795266000000 implements MigrationInterface {
  readonly name = 'ExtendLog1795266000000';

  async up(db: QueryRunner): Promise<void> {
    await extendConversation(db);
    await extendMessage(db);
    await createEntryTables(db);
    await createReadingTables(db);
    // People are found by what others call them.
    await db.query('CREATE INDEX person_by_username ON person (lower(username))');
    await db.query('CREATE INDEX person_by_email ON person (lower(email))');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX person_by_username');
    await db.query('DROP INDEX person_by_email');
    for (const table of ['message_read', 'read_marker', 'message_mention', 'reaction', 'log_entry']) {
      await db.query(`DROP TABLE ${table}`);
    }
    await db.query('DROP INDEX message_deleted');
    await db.query('DROP INDEX message_by_sender');
    await db.query("UPDATE message SET body = '-' WHERE body = ''");
    await db.query('ALTER TABLE message DROP CONSTRAINT message_body_check');
    await db.query(`ALTER TABLE message
      ADD CONSTRAINT message_body_check CHECK (char_length(body) BETWEEN 1 AND 16384),
      DROP COLUMN reply_to, DROP COLUMN edited_at, DROP COLUMN deleted_at, DROP COLUMN original_hash`);
    await db.query('DROP VIEW conversation_reader');
    await db.query('DROP TABLE conversation_member');
    await db.query('DROP INDEX conversation_member_key');
    await db.query(`ALTER TABLE conversation
      DROP COLUMN kind, DROP COLUMN name, DROP COLUMN member_key, DROP COLUMN epoch`);
  }
}

async function extendConversation(db: QueryRunner): Promise<void> {
  await db.query(`ALTER TABLE conversation
    ADD COLUMN kind text NOT NULL DEFAULT 'channel' CHECK (kind IN ('channel', 'direct', 'group')),
    ADD COLUMN name text,
    ADD COLUMN member_key text,
    ADD COLUMN epoch text NOT NULL DEFAULT substr(md5(random()::text), 1, 8)`);
  await db.query('CREATE UNIQUE INDEX conversation_member_key ON conversation (member_key)');
  await db.query(`CREATE TABLE conversation_member (
    conversation_id uuid NOT NULL REFERENCES conversation,
    user_id uuid NOT NULL,
    joined_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (conversation_id, user_id))`);
  await db.query('CREATE INDEX conversation_member_by_user ON conversation_member (user_id, conversation_id)');
  // Who may read and write in any conversation: of a channel by the channel's rule, else those who are in it.
  await db.query(`CREATE VIEW conversation_reader AS
    SELECT v.id AS conversation_id, r.user_id, r.role, r.can_write
    FROM conversation v JOIN channel_reader r ON r.channel_id = v.channel_id
    UNION ALL
    SELECT conversation_id, user_id, 'member', true FROM conversation_member`);
}

async function extendMessage(db: QueryRunner): Promise<void> {
  await db.query('ALTER TABLE message DROP CONSTRAINT message_body_check');
  await db.query(`ALTER TABLE message
    ADD COLUMN reply_to uuid,
    ADD COLUMN edited_at timestamptz,
    ADD COLUMN deleted_at timestamptz,
    ADD COLUMN original_hash bigint,
    ADD CONSTRAINT message_body_check CHECK (char_length(body) <= 16384 AND (body <> '' OR deleted_at IS NOT NULL))`);
  // What somebody wrote last, which they have read up to; the number comes along without a look at the table.
  await db.query('CREATE INDEX message_by_sender ON message (conversation_id, sender_id, ordinal) INCLUDE (seq)');
  await db.query('CREATE INDEX message_deleted ON message (conversation_id, ordinal) WHERE deleted_at IS NOT NULL');
}

async function createEntryTables(db: QueryRunner): Promise<void> {
  await db.query(`CREATE TABLE log_entry (
    conversation_id uuid NOT NULL,
    seq bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('edit', 'delete', 'reaction')),
    message_id uuid NOT NULL,
    actor_id uuid NOT NULL,
    emoji text,
    action text,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (conversation_id, seq))`);
  await db.query(`CREATE TABLE reaction (
    message_id uuid NOT NULL REFERENCES message,
    emoji text NOT NULL,
    user_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (message_id, emoji, user_id))`);
}

async function createReadingTables(db: QueryRunner): Promise<void> {
  // A message to all of a conversation has one row, of nobody's (the nil UUID).
  await db.query(`CREATE TABLE message_mention (
    conversation_id uuid NOT NULL,
    user_id uuid NOT NULL,
    ordinal bigint NOT NULL,
    message_id uuid NOT NULL,
    PRIMARY KEY (conversation_id, user_id, ordinal))`);
  await db.query('CREATE INDEX message_mention_by_message ON message_mention (message_id)');
  await db.query(`CREATE TABLE read_marker (
    conversation_id uuid NOT NULL,
    user_id uuid NOT NULL,
    seq bigint NOT NULL,
    ordinal bigint NOT NULL,
    PRIMARY KEY (conversation_id, user_id)) WITH (fillfactor = 80)`);
  // Posts above somebody's marker that they have read one by one.
  await db.query(`CREATE TABLE message_read (
    conversation_id uuid NOT NULL,
    user_id uuid NOT NULL,
    ordinal bigint NOT NULL,
    PRIMARY KEY (conversation_id, user_id, ordinal))`);
}
