import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';

/** Rows taken away by one statement at most. */
const BATCH = 2_000;

const CLAIM = statement<{ id: number }>(
  'erasure-claim',
  `SELECT id FROM workspace WHERE is_deleted AND erased_at IS NULL ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`,
);

const CONVERSATION = statement<{ id: string }>(
  'erasure-conversation',
  `SELECT v.id FROM channel c JOIN conversation v ON v.channel_id = c.id WHERE c.workspace_id = $1 LIMIT 1`,
);

const MESSAGES = statement<{ id: string }>(
  'erasure-messages',
  `WITH batch AS MATERIALIZED (SELECT id FROM message WHERE conversation_id = $1 ORDER BY seq LIMIT ${BATCH}),
   reactions AS (DELETE FROM reaction r USING batch WHERE r.message_id = batch.id)
   DELETE FROM message m USING batch WHERE m.id = batch.id RETURNING m.id`,
);

/** What else belongs to a conversation, each with the same column for it. */
const PARTS = ['log_entry', 'message_mention', 'message_read', 'read_marker'].map((table) =>
  statement<{ id: string }>(
    `erasure-${table}`,
    `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
       SELECT ctid FROM ${table} WHERE conversation_id = $1 LIMIT ${BATCH})) RETURNING conversation_id AS id`,
  ),
);

const CONVERSATION_ROW = statement('erasure-conversation-row', 'DELETE FROM conversation WHERE id = $1');

const PROJECTION = statement(
  'erasure-projection',
  `WITH channels AS (DELETE FROM channel WHERE workspace_id = $1 RETURNING id),
   channel_members AS (DELETE FROM channel_member m USING channels WHERE m.channel_id = channels.id),
   members AS (DELETE FROM workspace_member WHERE workspace_id = $1)
   UPDATE workspace SET erased_at = now() WHERE id = $1`,
);

/** Takes away what is left of deleted workspaces. Their own rows stay, so that late events bring nothing back. */
@Injectable()
export class ErasureRepository {
  constructor(private readonly database: Database) {}

  /** A workspace that is to be erased and that nobody else is at; it stays locked until the transaction ends. */
  async claim(tx: Transaction): Promise<number | undefined> {
    return (await this.database.row(CLAIM, [], tx))?.id;
  }

  /** Takes away some of a workspace; once nothing is left, notes that. */
  async eraseSome(tx: Transaction, workspaceId: number): Promise<void> {
    const conversation = await this.database.row(CONVERSATION, [workspaceId], tx);
    if (!conversation) {
      await this.database.rows(PROJECTION, [workspaceId], tx);
      return;
    }
    for (const step of [MESSAGES, ...PARTS]) {
      if ((await this.database.rows(step, [conversation.id], tx)).length > 0) return;
    }
    await this.database.rows(CONVERSATION_ROW, [conversation.id], tx);
  }
}
