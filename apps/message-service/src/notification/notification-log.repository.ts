import { Injectable } from '@nestjs/common';
import type { OutboxEntry } from '@atrium/events';
import { Database, statement, type Transaction } from '@atrium/persistence';

import type { NewNotification } from './new-notification.js';

/** A notification with the event that will tell of it. */
export interface TellableNotification extends NewNotification {
  readonly event: OutboxEntry;
}

/** Of each person this many are kept, and any that the stream of events may still tell of again. */
export const KEPT_NOTIFICATIONS = 1_000;
const KEPT_DAYS = 8;
/** Taken away in one go at most, of each person. */
const MAX_PRUNED = 100;

/** In the order of the ids, so that two transactions never wait for each other. */
const LOCK = statement(
  'notification-lock',
  `INSERT INTO notification_head AS head (user_id)
   SELECT DISTINCT user_id FROM unnest($1::uuid[]) AS g (user_id) ORDER BY user_id
   ON CONFLICT (user_id) DO UPDATE SET seq = head.seq`,
);

/**
 * What the lock lets see is what there is, so that numbers have no gaps and nothing is stored twice. A message is held
 * against its deletion until commit: either that is seen here, or it finds the notification.
 */
const STORE = statement<OutboxEntry>(
  'notification-store',
  `WITH given AS MATERIALIZED (
     SELECT g.* FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (
       "userId" uuid, kind text, "sourceId" uuid, "actorId" uuid, "actorEmail" text, "actorName" text, phrase text,
       "workspaceId" integer, "channelId" integer, "conversationId" uuid, "createdAt" timestamptz, event jsonb))
       WITH ORDINALITY AS g (user_id, kind, source_id, actor_id, actor_email, actor_name, phrase, workspace_id,
         channel_id, conversation_id, created_at, event, place)
     WHERE NOT EXISTS (SELECT FROM notification WHERE source_id = g.source_id AND user_id = g.user_id OFFSET 0)
   ), held AS MATERIALIZED (
     SELECT id FROM message WHERE id IN (SELECT source_id FROM given WHERE kind <> 'invitation')
       AND deleted_at IS NULL ORDER BY id FOR SHARE
   ), placed AS MATERIALIZED (
     SELECT g.*, h.seq + row_number() OVER (PARTITION BY g.user_id ORDER BY place) AS seq
     FROM given g JOIN notification_head h ON h.user_id = g.user_id
     WHERE g.kind = 'invitation' OR g.source_id IN (SELECT id FROM held)
   ), ends AS MATERIALIZED (
     SELECT user_id, max(seq) AS seq FROM placed GROUP BY user_id
   ), advanced AS (
     UPDATE notification_head h SET seq = ends.seq FROM ends WHERE h.user_id = ends.user_id
   ), pruned AS (
     DELETE FROM notification n USING ends CROSS JOIN LATERAL (
       SELECT seq, created_at FROM notification
       WHERE user_id = ends.user_id AND seq <= ends.seq - ${KEPT_NOTIFICATIONS}
       ORDER BY seq LIMIT ${MAX_PRUNED} FOR UPDATE SKIP LOCKED) old
     WHERE n.user_id = ends.user_id AND n.seq = old.seq AND old.created_at < now() - interval '${KEPT_DAYS} days'
   ), stored AS (
     INSERT INTO notification (user_id, seq, kind, source_id, actor_id, actor_email, actor_name, phrase, workspace_id,
       channel_id, conversation_id, created_at)
     SELECT user_id, seq, kind, source_id, actor_id, actor_email, actor_name, phrase, workspace_id, channel_id,
       conversation_id, created_at
     FROM placed
   )
   INSERT INTO outbox (id, subject, payload, request_id)
   SELECT (event->>'id')::uuid, event->>'subject', event->'payload' || jsonb_build_object('seq', seq,
     'notification', event->'payload'->'notification' || jsonb_build_object('seq', seq)), event->>'requestId'
   FROM placed ORDER BY place
   RETURNING id, subject, payload, request_id AS "requestId"`,
);

/** Writes the end of people's lists. */
@Injectable()
export class NotificationLogRepository {
  constructor(private readonly database: Database) {}

  /** Nobody else adds to the lists of these people until the transaction ends. */
  async lock(tx: Transaction, notifications: readonly NewNotification[]): Promise<void> {
    await this.database.rows(LOCK, [notifications.map(({ userId }) => userId)], tx);
  }

  /**
   * Stores what is not there yet, under the lock, each person's once for each source: the same must not be given twice.
   * Returns the events, with the numbers in them. A list that grows beyond what is kept loses its oldest.
   */
  store(tx: Transaction, notifications: readonly TellableNotification[]): Promise<OutboxEntry[]> {
    return this.database.rows(STORE, [JSON.stringify(notifications)], tx);
  }
}
