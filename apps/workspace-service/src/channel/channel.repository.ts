import { Injectable } from '@nestjs/common';
import type { ChannelAccess, WorkspaceRole } from '@atrium/contracts';
import { Database, managerOf, statement, violatesUnique, type Transaction } from '@atrium/persistence';
import { DomainError } from '@atrium/rpc';

import { Channel } from './channel.entity.js';

export type ListedChannel = Pick<Channel, 'id' | 'workspaceId' | 'name' | 'isPrivate' | 'createdAt'>;

/** A channel with what one reader is to it. */
export interface ReadableChannel extends ListedChannel {
  readonly createdBy: string;
  readonly isArchived: boolean;
  /** What the reader is in the workspace. */
  readonly role: WorkspaceRole;
  /** Whether the reader is in the channel. */
  readonly isMember: boolean;
}

type ChangeableFields = Pick<Channel, 'name' | 'nameKey' | 'isPrivate' | 'archivedAt'>;

/** Who may read: members the public channels, guests and everybody else those they are in. Being in a channel is not
 * enough by itself: who left the workspace has left its channels. */
const READERS = `channel c
   JOIN workspace w ON w.id = c.workspace_id
   JOIN workspace_member m ON m.workspace_id = c.workspace_id AND m.user_id = $2
   LEFT JOIN channel_member i ON i.channel_id = c.id AND i.user_id = $2
   WHERE (NOT c.is_private AND m.role <> 'guest' OR i.user_id IS NOT NULL)`;

const COLUMNS =
  'c.id, c.workspace_id AS "workspaceId", c.name, c.is_private AS "isPrivate", c.created_at AS "createdAt"';

const LIST = statement<ListedChannel>(
  'channels-readable',
  `SELECT ${COLUMNS} FROM ${READERS} AND c.workspace_id = $1 AND (c.archived_at IS NOT NULL) = $3 AND c.id > $4
   ORDER BY c.id LIMIT $5`,
);

const READABLE = statement<ReadableChannel>(
  'channel-readable',
  `SELECT ${COLUMNS}, c.created_by AS "createdBy", c.archived_at IS NOT NULL AS "isArchived", m.role,
     i.user_id IS NOT NULL AS "isMember"
   FROM ${READERS} AND c.id = $1`,
);

const ACCESS = statement<ChannelAccess>(
  'channel-access',
  `SELECT c.id AS "channelId", c.workspace_id AS "workspaceId", c.name, c.is_private AS "isPrivate", m.role, w.version,
     num_nonnulls(c.archived_at, w.archived_at) > 0 AS "isArchived"
   FROM ${READERS} AND c.id = $1`,
);

@Injectable()
export class ChannelRepository {
  constructor(private readonly database: Database) {}

  /** The channels of a workspace that somebody may read, oldest first, those after the channel `after`. */
  findReadable(
    workspaceId: number,
    userId: string,
    { isArchived, after, limit }: { readonly isArchived: boolean; readonly after: number; readonly limit: number },
  ): Promise<ListedChannel[]> {
    return this.database.rows(LIST, [workspaceId, userId, isArchived, after, limit]);
  }

  /** The channel; refuses with CHANNEL_NOT_FOUND whoever may not read it. */
  async requireReadable(channelId: number, userId: string, tx?: Transaction): Promise<ReadableChannel> {
    const channel = await this.database.row(READABLE, [channelId, userId], tx);
    if (!channel) throw new DomainError('CHANNEL_NOT_FOUND', 'Channel not found');
    return channel;
  }

  /** The channel, if this person may read it. */
  findAccess(channelId: number, userId: string): Promise<ChannelAccess | undefined> {
    return this.database.row(ACCESS, [channelId, userId]);
  }

  /** Stores a new channel under the next number; refuses a name that is in use with CHANNEL_NAME_TAKEN. */
  insert(tx: Transaction, channel: Omit<Channel, 'id' | 'archivedAt'>): Promise<Channel> {
    return unlessTaken(managerOf(tx).save(managerOf(tx).create(Channel, channel)));
  }

  /** Refuses a name that is in use with CHANNEL_NAME_TAKEN. */
  async update(tx: Transaction, id: number, fields: Partial<ChangeableFields>): Promise<void> {
    await unlessTaken(managerOf(tx).update(Channel, { id }, fields));
  }
}

/** Archived channels do not count: their names are free. */
async function unlessTaken<Result>(writing: Promise<Result>): Promise<Result> {
  try {
    return await writing;
  } catch (error) {
    if (!violatesUnique(error, 'channel_name_key')) throw error;
    const detail = 'A channel with this name already exists in the workspace';
    throw new DomainError('CHANNEL_NAME_TAKEN', detail, { name: [detail] });
  }
}
