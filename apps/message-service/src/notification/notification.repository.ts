import { Injectable } from '@nestjs/common';
import { Database, statement } from '@atrium/persistence';

import type { ListedNotification } from './notification.view.js';

/** Unread notifications are counted up to this many. */
const MAX_COUNTED = 10_000;

/** Of whoever acted the present name and address are shown. */
const SHOWN = `SELECT n.seq::float8 AS seq, n.kind, n.source_id AS "sourceId", n.phrase,
     coalesce(p.email, n.actor_email) AS "actorEmail",
     coalesce(nullif(p.first_name, ''), p.username, n.actor_name) AS "actorName",
     n.workspace_id AS "workspaceId", n.channel_id AS "channelId", n.conversation_id AS "conversationId",
     n.created_at AS "createdAt", n.read_at IS NOT NULL AS "isRead", n.withdrawn_at IS NOT NULL AS "isWithdrawn"
   FROM notification n LEFT JOIN person p ON p.user_id = n.actor_id
   WHERE n.user_id = $1`;

const PAGE = statement<ListedNotification>('notification-page', `${SHOWN} AND n.seq < $2 ORDER BY n.seq DESC LIMIT $3`);

const UNREAD_PAGE = statement<ListedNotification>(
  'notification-unread-page',
  `${SHOWN} AND n.seq < $2 AND n.read_at IS NULL ORDER BY n.seq DESC LIMIT $3`,
);

const AFTER = statement<ListedNotification>('notification-after', `${SHOWN} AND n.seq > $2 ORDER BY n.seq LIMIT $3`);

const HEAD = statement<{ head: number }>(
  'notification-head',
  'SELECT seq::float8 AS head FROM notification_head WHERE user_id = $1',
);

const COUNT_UNREAD = statement<{ unread: number }>(
  'notification-count-unread',
  `SELECT count(*)::int AS unread FROM (
     SELECT FROM notification WHERE user_id = $1 AND read_at IS NULL LIMIT ${MAX_COUNTED}) unread`,
);

/** Rows are locked in the order of the list, as everybody does who locks several. */
function readWhere(condition: string): string {
  return `WITH unread AS (
     SELECT seq FROM notification WHERE user_id = $1 AND read_at IS NULL AND ${condition} ORDER BY seq FOR UPDATE)
   UPDATE notification n SET read_at = now() FROM unread WHERE n.user_id = $1 AND n.seq = unread.seq`;
}

const READ_UP_TO = statement('notification-read-up-to', readWhere('seq <= $2'));
const READ_SINGLY = statement('notification-read-singly', readWhere('seq = ANY($2::bigint[])'));

const WITHDRAW = statement<{ seq: string }>(
  'notification-withdraw',
  `WITH found AS (
     SELECT user_id, seq FROM notification WHERE source_id = ANY($1) AND withdrawn_at IS NULL
     ORDER BY user_id, seq LIMIT $2 FOR UPDATE)
   UPDATE notification n SET withdrawn_at = now(), read_at = coalesce(n.read_at, now())
   FROM found WHERE n.user_id = found.user_id AND n.seq = found.seq RETURNING n.seq`,
);

/** Reads people's notifications, and keeps which of them are read. */
@Injectable()
export class NotificationRepository {
  constructor(private readonly database: Database) {}

  /** Somebody's notifications before a place, newest first. */
  findBefore(userId: string, before: number, limit: number, isUnread: boolean): Promise<ListedNotification[]> {
    return this.database.rows(isUnread ? UNREAD_PAGE : PAGE, [userId, before, limit]);
  }

  /** Those after a place, oldest first. */
  findAfter(userId: string, after: number, limit: number): Promise<ListedNotification[]> {
    return this.database.rows(AFTER, [userId, after, limit]);
  }

  /** The newest one's place; 0 while there is none. */
  async findHead(userId: string): Promise<number> {
    return (await this.database.row(HEAD, [userId]))?.head ?? 0;
  }

  async countUnread(userId: string): Promise<number> {
    return (await this.database.row(COUNT_UNREAD, [userId]))?.unread ?? 0;
  }

  /** Marks all up to a place as read. */
  async readUpTo(userId: string, upTo: number): Promise<void> {
    await this.database.rows(READ_UP_TO, [userId, upTo]);
  }

  async readSingly(userId: string, seqs: readonly number[]): Promise<void> {
    await this.database.rows(READ_SINGLY, [userId, seqs]);
  }

  /** Withdraws notifications of these messages, `limit` at most; returns how many. */
  async withdraw(messageIds: readonly string[], limit: number): Promise<number> {
    return (await this.database.rows(WITHDRAW, [messageIds, limit])).length;
  }
}
