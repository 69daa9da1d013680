import { Injectable } from '@nestjs/common';
import { Database, statement } from '@atrium/persistence';

/** One entry of a log as it is stored, beside what its message says now. */
export interface StoredEntry {
  readonly seq: number;
  readonly kind: 'post' | 'edit' | 'delete' | 'reaction';
  readonly messageId: string;
  readonly actorId: string;
  /** Null when this service does not know the actor yet. */
  readonly actorEmail: string | null;
  /** What the message says now; empty once it is deleted. */
  readonly body: string;
  readonly clientId: string | null;
  readonly replyTo: string | null;
  readonly isDeleted: boolean;
  readonly emoji: string | null;
  readonly action: 'added' | 'removed' | null;
  readonly createdAt: Date;
}

/** Posts are rows of their own table; each side gives as many as are wanted at most, in the order of its key. */
const RANGE = statement<StoredEntry>(
  'log-range',
  `WITH posts AS (
     SELECT seq, 'post' AS kind, id AS message_id, sender_id AS actor_id, body, client_id, reply_to,
       deleted_at IS NOT NULL AS is_deleted, NULL AS emoji, NULL AS action, created_at
     FROM message WHERE conversation_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4
   ), changes AS (
     SELECT seq, kind, message_id, actor_id, emoji, action, created_at
     FROM log_entry WHERE conversation_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4
   ), entries AS (
     SELECT * FROM posts
     UNION ALL
     SELECT c.seq, c.kind, c.message_id, c.actor_id, CASE c.kind WHEN 'edit' THEN m.body ELSE '' END, NULL, NULL,
       m.deleted_at IS NOT NULL, c.emoji, c.action, c.created_at
     FROM changes c JOIN message m ON m.id = c.message_id
   ), measured AS (
     SELECT *, sum(octet_length(body) + 300) OVER (ORDER BY seq) AS bytes FROM entries ORDER BY seq LIMIT $4
   )
   SELECT e.seq::float8 AS seq, e.kind, e.message_id AS "messageId", e.actor_id AS "actorId", p.email AS "actorEmail",
     e.body, e.client_id AS "clientId", e.reply_to AS "replyTo", e.is_deleted AS "isDeleted", e.emoji, e.action,
     e.created_at AS "createdAt"
   FROM measured e LEFT JOIN person p ON p.user_id = e.actor_id
   WHERE e.bytes <= $5 OR e.seq = (SELECT min(seq) FROM measured)
   ORDER BY e.seq`,
);

/** Reads logs. What adds to them stands with what it stores. */
@Injectable()
export class LogEntriesRepository {
  constructor(private readonly database: Database) {}

  /**
   * Entries numbered above `after` up to `upTo`, in order: `limit` at most, and about `maxBytes`, but at least one if
   * there is one.
   */
  findRange(
    conversationId: string,
    { after, upTo }: { readonly after: number; readonly upTo: number },
    { limit, maxBytes }: { readonly limit: number; readonly maxBytes: number },
  ): Promise<StoredEntry[]> {
    return this.database.rows(RANGE, [conversationId, after, upTo, limit, maxBytes]);
  }
}
