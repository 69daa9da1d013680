import { Injectable } from '@nestjs/common';
import type { MessageFact } from '@atrium/contracts';
import { Database, statement } from '@atrium/persistence';

/**
 * A message counts once: what is counted already adds nothing, in whatever order events come and however often. Rows
 * are touched in the order of their keys, so that two batches seldom wait for each other. Messages of channels that
 * are gone count nowhere.
 */
const COUNT = statement(
  'messages-count',
  `WITH fresh AS (
     INSERT INTO counted_message (message_id, workspace_id, channel_id, user_id, sent_at)
     SELECT DISTINCT ON (e.message_id) e.message_id, c.workspace_id, e.channel_id, e.user_id, e.sent_at
     FROM unnest($1::uuid[], $2::integer[], $3::uuid[], $4::timestamptz[]) AS e (message_id, channel_id, user_id, sent_at)
     CROSS JOIN LATERAL (SELECT workspace_id FROM channel WHERE id = e.channel_id LIMIT 1) c
     ORDER BY e.message_id
     ON CONFLICT DO NOTHING RETURNING *
   ), quarters AS (
     INSERT INTO quarter_count AS q (workspace_id, starts_at, messages)
     SELECT workspace_id, date_bin('15 minutes', sent_at, 'epoch'), count(*) FROM fresh GROUP BY 1, 2 ORDER BY 1, 2
     ON CONFLICT (workspace_id, starts_at) DO UPDATE SET messages = q.messages + excluded.messages
   ), channels AS (
     INSERT INTO channel_count AS k (workspace_id, day, channel_id, messages)
     SELECT workspace_id, (sent_at AT TIME ZONE 'UTC')::date, channel_id, count(*)
     FROM fresh GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
     ON CONFLICT (workspace_id, day, channel_id) DO UPDATE SET messages = k.messages + excluded.messages
   ), members AS (
     INSERT INTO member_count AS k (workspace_id, day, user_id, messages)
     SELECT workspace_id, (sent_at AT TIME ZONE 'UTC')::date, user_id, count(*)
     FROM fresh GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
     ON CONFLICT (workspace_id, day, user_id) DO UPDATE SET messages = k.messages + excluded.messages
   )
   INSERT INTO last_message AS l (workspace_id, user_id, sent_at)
   SELECT workspace_id, user_id, max(sent_at) FROM fresh GROUP BY 1, 2 ORDER BY 1, 2
   ON CONFLICT (workspace_id, user_id) DO UPDATE SET sent_at = greatest(l.sent_at, excluded.sent_at)`,
);

/** How long a message is known to be counted, in days: longer than the stream keeps its event. */
export const REMEMBERED_DAYS = 8;

const FORGET = statement<{ message_id: string }>(
  'counted-messages-forget',
  `DELETE FROM counted_message WHERE message_id IN (
     SELECT message_id FROM counted_message WHERE sent_at < now() - make_interval(days => $1) LIMIT $2)
   RETURNING message_id`,
);

/** Counts messages as they are told of. */
@Injectable()
export class MessageCountRepository {
  constructor(private readonly database: Database) {}

  /** Adds messages to all sums, in one statement however many there are; those that are counted already add nothing. */
  async count(messages: readonly Omit<MessageFact, 'workspaceId'>[]): Promise<void> {
    await this.database.rows(COUNT, [
      messages.map(({ messageId }) => messageId),
      messages.map(({ channelId }) => channelId),
      messages.map(({ senderId }) => senderId),
      messages.map(({ occurredAt }) => occurredAt),
    ]);
  }

  /** Forgets that old messages are counted, at most `limit` of them; returns how many. */
  async forget(limit: number): Promise<number> {
    return (await this.database.rows(FORGET, [REMEMBERED_DAYS, limit])).length;
  }
}
