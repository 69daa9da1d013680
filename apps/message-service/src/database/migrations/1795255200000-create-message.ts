import { createPersonTable, dropPersonTable } from '@atrium/directory';
import { createEventTables, dropEventTables } from '@atrium/events';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMessage1795255200000 implements MigrationInterface {
  readonly name = 'CreateMessage1795255200000';

  async up(db: QueryRunner): Promise<void> {
    await createChannelProjection(db);
    await createConversationTable(db);
    await createMessageTable(db);
    await createEventTables(db);
    await createPersonTable(db);
  }

  async down(db: QueryRunner): Promise<void> {
    await dropPersonTable(db);
    await dropEventTables(db);
    await db.query('DROP TABLE message');
    await db.query('DROP TABLE conversation');
    await db.query('DROP VIEW channel_reader');
    await db.query('DROP TABLE channel_member');
    await db.query('DROP TABLE workspace_member');
    await db.query('DROP TABLE channel');
  }
}

/** No foreign keys among these: events of different kinds come in any order. */
async function createChannelProjection(db: QueryRunner): Promise<void> {
  await db.query(`CREATE TABLE channel (
    id integer PRIMARY KEY,
    workspace_id integer NOT NULL,
    name text NOT NULL,
    is_private boolean NOT NULL)`);
  await db.query(`CREATE TABLE workspace_member (
    workspace_id integer NOT NULL,
    user_id uuid NOT NULL,
    PRIMARY KEY (workspace_id, user_id))`);
  await db.query(`CREATE TABLE channel_member (
    channel_id integer NOT NULL,
    user_id uuid NOT NULL,
    PRIMARY KEY (channel_id, user_id))`);
  // The rule of who may read what, in one place: every statement that needs it joins this view. The outer join finds
  // one row by its key, whereas EXISTS behind OR may be planned as a scan of all members.
  await db.query(`CREATE VIEW channel_reader AS
    SELECT c.id AS channel_id, c.workspace_id, m.user_id
    FROM channel c
    JOIN workspace_member m ON m.workspace_id = c.workspace_id
    LEFT JOIN channel_member cm ON cm.channel_id = c.id AND cm.user_id = m.user_id
    WHERE NOT c.is_private OR cm.user_id IS NOT NULL`);
}

async function createConversationTable(db: QueryRunner): Promise<void> {
  // Each message updates its conversation's row. Room in the page keeps the new version beside the old one, so that
  // no index has to be touched.
  await db.query(`CREATE TABLE conversation (
    id uuid PRIMARY KEY,
    channel_id integer,
    workspace_id integer,
    seq bigint NOT NULL DEFAULT 0,
    ordinal bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now()) WITH (fillfactor = 50)`);
  await db.query('CREATE UNIQUE INDEX conversation_channel_key ON conversation (channel_id)');
}

async function createMessageTable(db: QueryRunner): Promise<void> {
  await db.query(`CREATE TABLE message (
    id uuid PRIMARY KEY,
    conversation_id uuid NOT NULL REFERENCES conversation,
    seq bigint NOT NULL,
    ordinal bigint NOT NULL,
    sender_id uuid NOT NULL,
    client_id text,
    body text NOT NULL CHECK (char_length(body) BETWEEN 1 AND 16384),
    created_at timestamptz NOT NULL)`);
  await db.query('CREATE UNIQUE INDEX message_seq_key ON message (conversation_id, seq)');
  await db.query(`CREATE UNIQUE INDEX message_client_id_key ON message (conversation_id, sender_id, client_id)
    WHERE client_id IS NOT NULL`);
}
