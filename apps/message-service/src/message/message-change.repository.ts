import { Injectable } from '@nestjs/common';
import type { WorkspaceRole } from '@atrium/contracts';
import { Database, statement, type Statement, type Transaction } from '@atrium/persistence';

import type { ConversationPlace } from '../conversation/conversation.repository.js';
import { HeadsBeacon } from '../heads/heads-beacon.js';

/** A message that nobody else can change until the transaction ends, as somebody who may read it meets it. */
export interface LockedMessage extends ConversationPlace {
  readonly id: string;
  readonly ordinal: number;
  readonly senderId: string;
  readonly body: string;
  /** The reader's, in the workspace. */
  readonly role: WorkspaceRole;
  readonly canWrite: boolean;
}

/** The place and the time an entry was given when it was stored. */
export interface PlacedEntry {
  readonly seq: number;
  readonly createdAt: Date;
}

/**
 * The message's row is always locked before its conversation's, so that changes of one message follow each other. The
 * limit keeps the view's lookup beneath the join, by its keys.
 */
const LOCK = statement<LockedMessage>(
  'message-lock',
  `SELECT m.id, m.ordinal::float8 AS ordinal, m.sender_id AS "senderId", m.body, v.id AS "conversationId",
     v.channel_id AS "channelId", v.workspace_id AS "workspaceId", r.role, r.can_write AS "canWrite"
   FROM message m
   JOIN conversation v ON v.id = m.conversation_id
   CROSS JOIN LATERAL (
     SELECT role, can_write FROM conversation_reader WHERE conversation_id = v.id AND user_id = $2 LIMIT 1) r
   WHERE m.id = $1 AND m.deleted_at IS NULL
   FOR UPDATE OF m`,
);

/** Takes the next number and stores the entry; the clock is read under the lock, so that times follow the numbers. */
const ENTRY = `WITH head AS (
     UPDATE conversation SET seq = seq + 1 WHERE id = $1
     RETURNING seq, date_trunc('milliseconds', clock_timestamp()) AS now
   ), entry AS (
     INSERT INTO log_entry (conversation_id, seq, kind, message_id, actor_id, emoji, action, created_at)
     SELECT $1, seq, KIND, $2, $3, EMOJI, ACTION, now FROM head
   )`;

function entryOf(kind: string, emoji = 'NULL', action = 'NULL'): string {
  return ENTRY.replace('KIND', `'${kind}'`).replace('EMOJI', emoji).replace('ACTION', action);
}

/** What the first body was must still be known when its client id comes again. */
const EDIT = statement<PlacedEntry>(
  'message-edit',
  `${entryOf('edit')}
   UPDATE message SET body = $4, edited_at = now, original_hash = coalesce(original_hash, hashtextextended(body, 0))
   FROM head WHERE id = $2
   RETURNING head.seq::float8 AS seq, now AS "createdAt"`,
);

const DELETE = statement<PlacedEntry>(
  'message-delete',
  `${entryOf('delete')}, mentions AS (DELETE FROM message_mention WHERE message_id = $2),
   reactions AS (DELETE FROM reaction WHERE message_id = $2)
   UPDATE message SET body = '', deleted_at = now, original_hash = NULL FROM head WHERE id = $2
   RETURNING head.seq::float8 AS seq, now AS "createdAt"`,
);

const REACT = statement<PlacedEntry>(
  'message-react',
  `${entryOf('reaction', '$4', '$5')} SELECT seq::float8 AS seq, now AS "createdAt" FROM head`,
);

/** Stores changes of messages and their entries in the log. All of it works in the transaction that locked the message. */
@Injectable()
export class MessageChangeRepository {
  constructor(
    private readonly database: Database,
    private readonly heads: HeadsBeacon,
  ) {}

  /** Locks a message that the projection lets this person read; undefined when there is none, or it is deleted. */
  lock(tx: Transaction, messageId: string, userId: string): Promise<LockedMessage | undefined> {
    return this.database.row(LOCK, [messageId, userId], tx);
  }

  edit(tx: Transaction, { conversationId, id }: LockedMessage, actorId: string, body: string): Promise<PlacedEntry> {
    return this.place(tx, EDIT, [conversationId, id, actorId, body]);
  }

  /** Empties the message and takes away what hangs on it; its row stays, because replies and cursors name it. */
  delete(tx: Transaction, { conversationId, id }: LockedMessage, actorId: string): Promise<PlacedEntry> {
    return this.place(tx, DELETE, [conversationId, id, actorId]);
  }

  /** Stores that somebody reacted, not the reaction itself. */
  react(
    tx: Transaction,
    { conversationId, id }: LockedMessage,
    actorId: string,
    { emoji, action }: { readonly emoji: string; readonly action: string },
  ): Promise<PlacedEntry> {
    return this.place(tx, REACT, [conversationId, id, actorId, emoji, action]);
  }

  private async place(
    tx: Transaction,
    change: Statement<PlacedEntry>,
    values: readonly [conversationId: string, ...unknown[]],
  ): Promise<PlacedEntry> {
    const placed = await this.database.row(change, values, tx);
    if (!placed) throw new Error('The conversation of a locked message is gone');
    tx.afterCommit(() => this.heads.note(values[0], placed.seq));
    return placed;
  }
}
