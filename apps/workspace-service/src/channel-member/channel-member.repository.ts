import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';

import type { ListedMember } from '../membership/membership.repository.js';

const PAGE = statement<ListedMember>(
  'channel-member-page',
  `SELECT i.user_id AS "userId", m.role, i.joined_at AS "joinedAt"
   FROM channel_member i JOIN channel c ON c.id = i.channel_id
   JOIN workspace_member m ON m.workspace_id = c.workspace_id AND m.user_id = i.user_id
   WHERE i.channel_id = $1 AND i.user_id > coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')
   ORDER BY i.user_id LIMIT $3`,
);

const OWN = statement<{ channelId: number; isPrivate: boolean }>(
  'channel-member-own',
  `SELECT c.id AS "channelId", c.is_private AS "isPrivate"
   FROM channel_member i JOIN channel c ON c.id = i.channel_id
   WHERE i.user_id = $2 AND c.workspace_id = $1 ORDER BY c.id`,
);

const ADD = statement<{ user_id: string }>(
  'channel-member-add',
  `INSERT INTO channel_member (channel_id, user_id, joined_at) VALUES ($1, $2, $3)
   ON CONFLICT DO NOTHING RETURNING user_id`,
);

const REMOVE = statement<{ user_id: string }>(
  'channel-member-remove',
  'DELETE FROM channel_member WHERE channel_id = $1 AND user_id = $2 RETURNING user_id',
);

const IS_EMPTY = statement<{ isEmpty: boolean }>(
  'channel-member-is-empty',
  'SELECT NOT EXISTS (SELECT FROM channel_member WHERE channel_id = $1) AS "isEmpty"',
);

/** The statement sees who was in the channels before it, hence the comparison of ids. */
const REMOVE_FROM_ALL = statement<{ channelId: number; name: string }>(
  'channel-member-remove-from-all',
  `WITH left_behind AS (
     DELETE FROM channel_member i USING channel c
     WHERE c.id = i.channel_id AND c.workspace_id = $1 AND i.user_id = $2 RETURNING i.channel_id)
   UPDATE channel c SET archived_at = $3
   WHERE id IN (SELECT channel_id FROM left_behind) AND is_private AND archived_at IS NULL
     AND NOT EXISTS (SELECT FROM channel_member o WHERE o.channel_id = c.id AND o.user_id <> $2)
   RETURNING id AS "channelId", name`,
);

/** Who is in which channel. In a private channel, and for guests in any, it decides who may read. */
@Injectable()
export class ChannelMemberRepository {
  constructor(private readonly database: Database) {}

  /** Those in a channel by user id, with their roles in the workspace; those after `after`. */
  findPage(channelId: number, after: string | undefined, limit: number): Promise<ListedMember[]> {
    return this.database.rows(PAGE, [channelId, after ?? null, limit]);
  }

  /** The channels of a workspace that somebody is in. */
  findOwn(workspaceId: number, userId: string): Promise<{ channelId: number; isPrivate: boolean }[]> {
    return this.database.rows(OWN, [workspaceId, userId]);
  }

  /** False for somebody who is in the channel already. */
  async add(tx: Transaction, channelId: number, userId: string, joinedAt: Date): Promise<boolean> {
    return (await this.database.rows(ADD, [channelId, userId, joinedAt], tx)).length > 0;
  }

  /** False for somebody who is not in the channel. */
  async remove(tx: Transaction, channelId: number, userId: string): Promise<boolean> {
    return (await this.database.rows(REMOVE, [channelId, userId], tx)).length > 0;
  }

  async isEmpty(tx: Transaction, channelId: number): Promise<boolean> {
    return (await this.database.row(IS_EMPTY, [channelId], tx))?.isEmpty ?? true;
  }

  /** Takes somebody out of all channels of a workspace; returns the private ones that were archived for being empty. */
  removeFromAll(
    tx: Transaction,
    workspaceId: number,
    userId: string,
    at: Date,
  ): Promise<{ channelId: number; name: string }[]> {
    return this.database.rows(REMOVE_FROM_ALL, [workspaceId, userId, at], tx);
  }
}
