import { Injectable } from '@nestjs/common';
import { DELETED_USER, type MessageSent } from '@atrium/contracts';
import type { Delivered } from '@atrium/events';
import { Database, managerOf, statement, type Transaction } from '@atrium/persistence';

import { Activity } from './activity.entity.js';
import type { NewActivity } from './new-activity.js';

export type ListedActivity = Pick<Activity, 'id' | 'actorEmail' | 'type' | 'refId' | 'summary' | 'createdAt'>;

/**
 * The private channels a person is not in are looked up once, so that the feed is read in order and no further. Lines
 * are stored with their actors' names; of one whose account has ended only what they did is shown.
 */
const READABLE = statement<ListedActivity>(
  'activities-readable',
  `SELECT a.id, a.type, a.ref_id AS "refId", a.created_at AS "createdAt",
     CASE WHEN p.email = $4 THEN p.email ELSE a.actor_email END AS "actorEmail",
     CASE WHEN p.email = $4 THEN concat(p.first_name, substring(a.summary FROM
       ' (?:sent a message in #|joined the workspace|created the (?:workspace |channel #)).*$'))
       ELSE a.summary END AS summary
   FROM activity a LEFT JOIN person p ON p.user_id = a.actor_id
   WHERE a.workspace_id = $1 AND (a.channel_id IS NULL OR a.channel_id <> ALL (ARRAY(
     SELECT c.id FROM channel c WHERE c.workspace_id = $1 AND c.is_private
       AND NOT EXISTS (SELECT FROM channel_member WHERE channel_id = c.id AND user_id = $2))))
   ORDER BY a.id DESC LIMIT $3`,
);

/**
 * The join brings the channel's present name and drops messages whose channel is gone; being lateral it looks up each
 * one by its key, where the planner would rather read all channels. The order of the events becomes that of the ids.
 */
const RECORD_MESSAGES = statement(
  'activities-record-messages',
  `INSERT INTO activity
     (event_id, workspace_id, channel_id, actor_id, actor_email, type, ref_id, summary, created_at)
   SELECT e.event_id, c.workspace_id, c.id, e.actor_id, e.actor_email, 'message_sent', e.message_id,
     e.actor_name || ' sent a message in #' || c.name, e.occurred_at
   FROM unnest($1::text[], $2::integer[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
     WITH ORDINALITY AS e (event_id, channel_id, actor_id, actor_email, actor_name, message_id, occurred_at, place)
   CROSS JOIN LATERAL (SELECT id, workspace_id, name FROM channel WHERE id = e.channel_id LIMIT 1) c
   ORDER BY e.place
   ON CONFLICT (event_id) DO NOTHING`,
);

/** The feeds of all workspaces. */
@Injectable()
export class ActivityRepository {
  constructor(private readonly database: Database) {}

  /** The newest activities of a workspace, newest first, without those of private channels this person is not in. */
  findReadable(workspaceId: number, userId: string, limit: number): Promise<ListedActivity[]> {
    return this.database.rows(READABLE, [workspaceId, userId, limit, DELETED_USER.email]);
  }

  async record(tx: Transaction, activity: NewActivity): Promise<void> {
    await managerOf(tx).insert(Activity, activity);
  }

  /** Adds a line for each message, in one statement however many there are; an event recorded before adds none. */
  async recordMessages(events: readonly Delivered<MessageSent>[]): Promise<void> {
    const columns = [
      events.map(({ id }) => id),
      events.map(({ payload }) => payload.channelId),
      events.map(({ payload }) => payload.senderId),
      events.map(({ payload }) => payload.senderEmail),
      events.map(({ payload }) => payload.senderName),
      events.map(({ payload }) => payload.messageId),
      events.map(({ payload }) => payload.occurredAt),
    ];
    await this.database.rows(RECORD_MESSAGES, columns);
  }
}
