import { Injectable } from '@nestjs/common';
import { activityRecorded, DELETED_USER, type MessageSent, type WorkspaceRole } from '@atrium/contracts';
import type { Delivered, OutboxEntry } from '@atrium/events';
import { Database, statement, type Transaction } from '@atrium/persistence';
import { v7 as uuidv7 } from 'uuid';

import type { Activity } from './activity.entity.js';
import { DEVICE_DEEDS } from './device-activity.js';
import { DEEDS, type NewActivity } from './new-activity.js';

export type ListedActivity = Pick<Activity, 'id' | 'actorEmail' | 'type' | 'refId' | 'summary' | 'createdAt'>;
export type PlacedActivity = ListedActivity & { readonly seq: number };

/** Whose eyes a feed is read with. */
export interface Reader {
  readonly workspaceId: number;
  readonly userId: string;
  readonly role: WorkspaceRole;
}

/**
 * Lines are stored with the names of their actors or devices; of one whose account has ended only what was done is
 * shown.
 */
const SHOWN = `a.id, a.type, a.ref_id AS "refId", a.created_at AS "createdAt", a.seq::float8 AS seq,
     CASE WHEN p.email = '${DELETED_USER.email}' THEN p.email ELSE a.actor_email END AS "actorEmail",
     CASE WHEN p.email = '${DELETED_USER.email}'
       THEN CASE WHEN a.type LIKE 'device%'
         THEN concat('A device', substring(a.summary FROM ' (?:${DEVICE_DEEDS.join('|')})$'))
         ELSE concat(p.first_name, substring(a.summary FROM ' (?:${DEEDS.join('|')}).*$')) END
       ELSE a.summary END AS summary
   FROM activity a LEFT JOIN person p ON p.user_id = a.actor_id`;

/** The channels whose lines somebody must not see are looked up once, so that the feed is read in order and no further. */
const VISIBLE = `(a.channel_id IS NULL OR a.channel_id <> ALL (ARRAY(
     SELECT c.id FROM channel c WHERE c.workspace_id = $1 AND (c.is_private OR $3 = 'guest')
       AND NOT EXISTS (SELECT FROM channel_member WHERE channel_id = c.id AND user_id = $2))))`;

const READABLE = statement<PlacedActivity>(
  'activities-readable',
  `SELECT ${SHOWN} WHERE a.workspace_id = $1 AND ${VISIBLE} AND a.id < coalesce($5, 9223372036854775807)
   ORDER BY a.id DESC LIMIT $4`,
);

const AFTER = statement<PlacedActivity>(
  'activities-after',
  `SELECT ${SHOWN} WHERE a.workspace_id = $1 AND ${VISIBLE} AND a.seq > $5 ORDER BY a.seq LIMIT $4`,
);

const HEAD = statement<{ head: number }>(
  'activity-feed-head',
  'SELECT seq::float8 AS head FROM activity_feed WHERE workspace_id = $1',
);

/** The feed's row is locked until commit, so that the order of commits is the order of the numbers. */
const RECORD = statement<{ id: string; seq: number; isPrivate: boolean }>(
  'activity-record',
  `WITH place AS (UPDATE activity_feed SET seq = seq + 1 WHERE workspace_id = $1 RETURNING seq)
   INSERT INTO activity (workspace_id, seq, channel_id, actor_id, actor_email, type, ref_id, summary, created_at)
   SELECT $1, seq, $2, $3, $4, $5, $6, $7, $8 FROM place
   RETURNING id, seq::float8 AS seq, coalesce((SELECT is_private FROM channel WHERE id = $2), false) AS "isPrivate"`,
);

/**
 * The join brings the channel's present name and drops messages whose channel is gone; being lateral it looks up each
 * one by its key, where the planner would rather read all channels. The order of the events becomes that of the
 * numbers; feeds are locked in the order of their workspaces, so that two batches never wait for each other.
 */
const RECORD_MESSAGES = statement<{ id: string; subject: string; payload: object }>(
  'activities-record-messages',
  `WITH fresh AS MATERIALIZED (
     SELECT DISTINCT ON (e.event_id) e.*, c.workspace_id, c.is_private,
       e.actor_name || ' sent a message in #' || c.name AS summary
     FROM unnest($1::text[], $2::integer[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::uuid[])
       WITH ORDINALITY AS e (event_id, channel_id, actor_id, actor_email, actor_name, message_id, occurred_at, telling_id,
         place)
     CROSS JOIN LATERAL (SELECT workspace_id, name, is_private FROM channel WHERE id = e.channel_id LIMIT 1) c
     WHERE NOT EXISTS (SELECT FROM activity WHERE event_id = e.event_id)
     ORDER BY e.event_id, e.place
   ), held AS MATERIALIZED (
     SELECT workspace_id FROM activity_feed WHERE workspace_id IN (SELECT workspace_id FROM fresh)
     ORDER BY workspace_id FOR NO KEY UPDATE
   ), counted AS (
     SELECT workspace_id, count(*) AS lines FROM fresh JOIN held USING (workspace_id) GROUP BY workspace_id
   ), advanced AS (
     UPDATE activity_feed f SET seq = f.seq + c.lines FROM counted c WHERE c.workspace_id = f.workspace_id
     RETURNING f.workspace_id, f.seq - c.lines AS before
   ), recorded AS (
     INSERT INTO activity
       (event_id, workspace_id, seq, channel_id, actor_id, actor_email, type, ref_id, summary, created_at)
     SELECT event_id, workspace_id, before + row_number() OVER (PARTITION BY workspace_id ORDER BY place),
       channel_id, actor_id, actor_email, 'message_sent', message_id, summary, occurred_at
     FROM fresh JOIN advanced USING (workspace_id)
     ORDER BY place
     RETURNING *
   )
   INSERT INTO outbox (id, subject, payload)
   SELECT f.telling_id, $9 || '.' || r.workspace_id, jsonb_build_object(
     'workspaceId', r.workspace_id, 'seq', r.seq, 'channelId', r.channel_id,
     'privateChannelId', CASE WHEN f.is_private THEN r.channel_id END,
     'activity', jsonb_build_object('id', r.id, 'actor_email', r.actor_email, 'type', r.type, 'ref_id', r.ref_id,
       'summary', r.summary, 'created_at', to_char(r.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS')))
   FROM recorded r JOIN fresh f USING (event_id) ORDER BY r.id
   RETURNING id, subject, payload`,
);

const MAY_SPEAK = statement(
  'activity-may-speak',
  `SELECT FROM workspace_member member JOIN workspace ON workspace.id = member.workspace_id
   WHERE member.workspace_id = $1 AND member.user_id = $2 AND member.role <> 'guest' AND workspace.archived_at IS NULL`,
);

/** Lines of one workspace that are kept. Longer than a week of events, so that a repeated one is still known. */
const KEEP_LINES = 10_000;

/** Old lines beyond that number; a week is how long the stream may repeat the event of one. */
const PRUNE = statement<{ id: string }>(
  'activities-prune',
  `DELETE FROM activity WHERE id IN (
     SELECT a.id FROM activity_feed f JOIN activity a ON a.workspace_id = f.workspace_id AND a.seq <= f.seq - $1
     WHERE a.created_at < now() - interval '8 days' LIMIT $2) RETURNING id`,
);

/** The feeds of all workspaces. */
@Injectable()
export class ActivityRepository {
  constructor(private readonly database: Database) {}

  /** The newest activities of a workspace, newest first, that this reader may see; those before the line `before`. */
  findReadable({ workspaceId, userId, role }: Reader, limit: number, before?: number): Promise<PlacedActivity[]> {
    return this.database.rows(READABLE, [workspaceId, userId, role, limit, before ?? null]);
  }

  /** The activities after a place in the feed, oldest first, that this reader may see. */
  findAfter({ workspaceId, userId, role }: Reader, seq: number, limit: number): Promise<PlacedActivity[]> {
    return this.database.rows(AFTER, [workspaceId, userId, role, limit, seq]);
  }

  /** The newest line's place; 0 while there is none. */
  async findHead(workspaceId: number): Promise<number> {
    return (await this.database.row(HEAD, [workspaceId]))?.head ?? 0;
  }

  /** Whether somebody is more than a guest of a workspace that is not archived. */
  async maySpeak(tx: Transaction, workspaceId: number, userId: string): Promise<boolean> {
    return (await this.database.row(MAY_SPEAK, [workspaceId, userId], tx)) !== undefined;
  }

  /** Adds a line at the end of a feed. */
  async record(tx: Transaction, activity: NewActivity): Promise<{ id: string; seq: number; isPrivate: boolean }> {
    const { workspaceId, channelId, actorId, actorEmail, type, refId, summary, createdAt } = activity;
    const values = [workspaceId, channelId, actorId, actorEmail, type, refId, summary, createdAt];
    const placed = await this.database.row(RECORD, values, tx);
    if (!placed) throw new Error(`Workspace ${workspaceId} has no feed`);
    return placed;
  }

  /**
   * Adds a line for each message, in one statement however many there are, and stores the event that tells of it; an
   * event recorded before adds none. Rejects when another process records the same event just now.
   */
  async recordMessages(events: readonly Delivered<MessageSent>[]): Promise<OutboxEntry[]> {
    const columns = [
      events.map(({ id }) => id),
      events.map(({ payload }) => payload.channelId),
      events.map(({ payload }) => payload.senderId),
      events.map(({ payload }) => payload.senderEmail),
      events.map(({ payload }) => payload.senderName),
      events.map(({ payload }) => payload.messageId),
      events.map(({ payload }) => payload.occurredAt),
      events.map(() => uuidv7()),
      activityRecorded.subject,
    ];
    const told = await this.database.rows(RECORD_MESSAGES, columns);
    return told.map((entry) => ({ ...entry, requestId: null }));
  }

  /** Removes lines that nobody will page back to any more, at most `limit`; returns how many. */
  async prune(limit: number, keep = KEEP_LINES): Promise<number> {
    return (await this.database.rows(PRUNE, [keep, limit])).length;
  }
}
