import { Injectable } from '@nestjs/common';
import type { ReadMarker } from '@atrium/contracts';
import { Database, statement, type Transaction } from '@atrium/persistence';

import { EVERYONE, marker, readState } from './read-state.js';

const FORGET_BELOW = `DELETE FROM message_read r USING read_marker k
   WHERE k.conversation_id = ANY($2) AND k.user_id = $1
     AND r.conversation_id = k.conversation_id AND r.user_id = $1 AND r.ordinal <= k.ordinal`;

/** A row when the caller may read it; whether the marker moved stands in it. */
const MARK = statement<{ hasMoved: boolean }>(
  'reading-mark',
  `WITH wanted AS (
     SELECT v.id, least($3::bigint, v.seq) AS seq, coalesce((SELECT ordinal FROM message
       WHERE conversation_id = v.id AND seq <= $3 ORDER BY seq DESC LIMIT 1), 0) AS ordinal
     FROM conversation v
     CROSS JOIN LATERAL (SELECT FROM conversation_reader WHERE conversation_id = v.id AND user_id = $1 LIMIT 1) r
     WHERE v.id = $2
   ), stored AS (
     INSERT INTO read_marker AS known (conversation_id, user_id, seq, ordinal)
     SELECT id, $1, seq, ordinal FROM wanted WHERE seq > 0
     ON CONFLICT (conversation_id, user_id) DO UPDATE SET seq = excluded.seq, ordinal = excluded.ordinal
     WHERE known.seq < excluded.seq
     RETURNING seq
   )
   SELECT EXISTS (SELECT FROM stored) AS "hasMoved" FROM wanted`,
);

/** Notifications are locked in the order of their list, as everybody does who locks several. */
const READ_NOTIFICATIONS = statement(
  'reading-notifications',
  `WITH unread AS (
     SELECT n.seq FROM notification n JOIN message m ON m.id = n.source_id
     WHERE n.user_id = $1 AND n.conversation_id = $2 AND n.read_at IS NULL AND m.seq <= $3
     ORDER BY n.seq FOR UPDATE OF n)
   UPDATE notification n SET read_at = now() FROM unread WHERE n.user_id = $1 AND n.seq = unread.seq`,
);

const FORGET = statement('reading-forget', FORGET_BELOW);

const STATES = statement<ReadMarker>(
  'reading-states',
  `SELECT v.id AS "conversationId", v.channel_id AS "channelId", s.seq::float8 AS seq, s.unread::int AS unread,
     s.mentions::int AS mentions
   FROM conversation v CROSS JOIN LATERAL ${readState('v', '$1')} s WHERE v.id = ANY($2)`,
);

/** Only what is addressed to the caller and above their marker; anything else in the list is as if it were not there. */
const MARK_SINGLY = statement<{ conversationId: string }>(
  'reading-mark-singly',
  `INSERT INTO message_read (conversation_id, user_id, ordinal)
   SELECT v.id, $1, m.ordinal FROM message m
   JOIN conversation v ON v.id = m.conversation_id
   CROSS JOIN LATERAL (SELECT FROM conversation_reader WHERE conversation_id = v.id AND user_id = $1 LIMIT 1) r
   CROSS JOIN LATERAL ${marker('v', '$1')} k
   WHERE m.id = ANY($2) AND m.deleted_at IS NULL AND m.sender_id <> $1 AND m.ordinal > k.ordinal
     AND (v.kind <> 'channel' OR EXISTS (SELECT FROM message_mention n WHERE n.conversation_id = v.id
       AND n.ordinal = m.ordinal AND n.user_id IN ($1, '${EVERYONE}') OFFSET 0))
   ORDER BY v.id, m.ordinal
   ON CONFLICT DO NOTHING RETURNING conversation_id AS "conversationId"`,
);

/** The marker moves up to the first post that is still unread, so that single readings do not pile up above it. */
const CATCH_UP = statement(
  'reading-catch-up',
  `INSERT INTO read_marker AS known (conversation_id, user_id, seq, ordinal)
   SELECT v.id, $1, coalesce(f.seq - 1, v.seq), coalesce(f.ordinal - 1, v.ordinal) FROM conversation v
   CROSS JOIN LATERAL ${marker('v', '$1')} k
   LEFT JOIN LATERAL (
     SELECT m.seq, m.ordinal FROM message m
     WHERE m.conversation_id = v.id AND m.seq > k.seq AND m.sender_id <> $1 AND m.deleted_at IS NULL
       AND NOT EXISTS (SELECT FROM message_read r
         WHERE r.conversation_id = v.id AND r.user_id = $1 AND r.ordinal = m.ordinal OFFSET 0)
     ORDER BY m.seq LIMIT 1) f ON true
   WHERE v.id = ANY($2)
   ORDER BY v.id
   ON CONFLICT (conversation_id, user_id) DO UPDATE SET seq = excluded.seq, ordinal = excluded.ordinal
   WHERE known.seq < excluded.seq`,
);

/** Keeps how far people have read. */
@Injectable()
export class ReadingRepository {
  constructor(private readonly database: Database) {}

  /**
   * Moves somebody's marker up to an entry, never back and never beyond the end, and marks their notifications of
   * messages up to there as read, also when they came after the marker. Undefined unless the projection lets
   * this person read there.
   */
  async mark(
    tx: Transaction,
    userId: string,
    conversationId: string,
    seq: number,
  ): Promise<{ readonly hasMoved: boolean } | undefined> {
    const marked = await this.database.row(MARK, [userId, conversationId, seq], tx);
    if (marked?.hasMoved) await this.database.rows(FORGET, [userId, [conversationId]], tx);
    if (marked) await this.database.rows(READ_NOTIFICATIONS, [userId, conversationId, seq], tx);
    return marked;
  }

  /** Marks messages of somebody's inbox as read, each by itself; tells in which conversations that changed anything. */
  async markSingly(tx: Transaction, userId: string, messageIds: readonly string[]): Promise<string[]> {
    const rows = await this.database.rows(MARK_SINGLY, [userId, messageIds], tx);
    const changed = [...new Set(rows.map(({ conversationId }) => conversationId))];
    if (changed.length > 0) {
      await this.database.rows(CATCH_UP, [userId, changed], tx);
      await this.database.rows(FORGET, [userId, changed], tx);
    }
    return changed;
  }

  /** How far somebody has read these conversations, and what is left. Whether they may read them is not asked. */
  states(tx: Transaction, userId: string, conversationIds: readonly string[]): Promise<ReadMarker[]> {
    return this.database.rows(STATES, [userId, conversationIds], tx);
  }
}
