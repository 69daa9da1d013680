import { Injectable } from '@nestjs/common';
import type { ChannelAccess } from '@atrium/contracts';
import { Database, managerOf, statement, violatesUnique, type Transaction } from '@atrium/persistence';
import { DomainError } from '@atrium/rpc';

import { ChannelMember } from './channel-member.entity.js';
import { Channel } from './channel.entity.js';

export type ListedChannel = Pick<Channel, 'id' | 'workspaceId' | 'name' | 'isPrivate' | 'createdAt'>;

const READABLE = statement<ListedChannel>(
  'channels-readable',
  `SELECT c.id, c.workspace_id AS "workspaceId", c.name, c.is_private AS "isPrivate", c.created_at AS "createdAt"
   FROM channel c
   JOIN workspace_member m ON m.workspace_id = c.workspace_id AND m.user_id = $2
   WHERE c.workspace_id = $1 AND (NOT c.is_private AND m.role <> 'guest'
     OR EXISTS (SELECT FROM channel_member WHERE channel_id = c.id AND user_id = $2))
   ORDER BY c.id`,
);

/** Being in a private channel is not enough: who left the workspace has left its channels. */
const ACCESS = statement<ChannelAccess>(
  'channel-access',
  `SELECT c.id AS "channelId", c.workspace_id AS "workspaceId", c.name, c.is_private AS "isPrivate", m.role, w.version,
     num_nonnulls(c.archived_at, w.archived_at) > 0 AS "isArchived"
   FROM channel c
   JOIN workspace w ON w.id = c.workspace_id
   JOIN workspace_member m ON m.workspace_id = c.workspace_id AND m.user_id = $2
   WHERE c.id = $1 AND (NOT c.is_private AND m.role <> 'guest'
     OR EXISTS (SELECT FROM channel_member WHERE channel_id = c.id AND user_id = $2))`,
);

@Injectable()
export class ChannelRepository {
  constructor(private readonly database: Database) {}

  /** The channels of a workspace that one of its members may read, oldest first. */
  findReadable(workspaceId: number, userId: string): Promise<ListedChannel[]> {
    return this.database.rows(READABLE, [workspaceId, userId]);
  }

  /** The channel, if this person may read it. */
  findAccess(channelId: number, userId: string): Promise<ChannelAccess | undefined> {
    return this.database.row(ACCESS, [channelId, userId]);
  }

  /** Stores a new channel under the next number; refuses a name that is in use with CHANNEL_NAME_TAKEN. */
  async insert(tx: Transaction, channel: Omit<Channel, 'id' | 'archivedAt'>): Promise<Channel> {
    try {
      return await managerOf(tx).save(managerOf(tx).create(Channel, channel));
    } catch (error) {
      if (!violatesUnique(error, 'channel_name_key')) throw error;
      const detail = 'A channel with this name already exists in the workspace';
      throw new DomainError('CHANNEL_NAME_TAKEN', detail, { name: [detail] });
    }
  }

  async insertMember(tx: Transaction, member: ChannelMember): Promise<void> {
    await managerOf(tx).insert(ChannelMember, member);
  }
}
