import { Injectable } from '@nestjs/common';
import type { ChannelAccess, WorkspaceRole } from '@atrium/contracts';
import { Database, statement, type Transaction } from '@atrium/persistence';

/** What a channel is since a change of its workspace. */
export interface ChannelState {
  readonly id: number;
  readonly workspaceId: number;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
  readonly version: number;
}

/** Somebody's coming into a workspace, or their role in it, since a change. */
export interface WorkspaceMembership {
  readonly workspaceId: number;
  readonly userId: string;
  readonly role: WorkspaceRole;
  readonly version: number;
}

/** Somebody's being in a channel since a change. */
export interface ChannelMembership {
  readonly channelId: number;
  readonly userId: string;
  readonly version: number;
}

/** A workspace as a whole since a change. */
export interface WorkspaceState {
  readonly id: number;
  readonly version: number;
  readonly isArchived: boolean;
  readonly isDeleted: boolean;
}

// Rows go in the order of their versions, each kept only if it is newer than what is known: the last of several for
// one key must win, and one statement must not meet a key twice.
const CHANNELS = statement(
  'access-channels',
  `INSERT INTO channel AS known (id, workspace_id, name, is_private, is_archived, version)
   SELECT DISTINCT ON (id) * FROM unnest($1::int[], $2::int[], $3::text[], $4::boolean[], $5::boolean[], $6::bigint[])
     AS told (id, workspace_id, name, is_private, is_archived, version)
   ORDER BY id, version DESC
   ON CONFLICT (id) DO UPDATE SET name = excluded.name, is_private = excluded.is_private,
     is_archived = excluded.is_archived, version = excluded.version
   WHERE known.version < excluded.version`,
);

/** The owner's word covers the workspace too: that writing has ended says nothing of the channel, that it goes on does. */
const LEARN_CHANNEL = statement(
  'access-learn-channel',
  `INSERT INTO channel AS known (id, workspace_id, name, is_private, is_archived, version)
   VALUES ($1, $2, $3, $4, $5, $6)
   ON CONFLICT (id) DO UPDATE SET name = excluded.name, is_private = excluded.is_private,
     is_archived = known.is_archived AND excluded.is_archived, version = excluded.version
   WHERE known.version <= excluded.version`,
);

const WORKSPACE_MEMBERS = statement(
  'access-workspace-members',
  `INSERT INTO workspace_member AS known (workspace_id, user_id, role, version)
   SELECT DISTINCT ON (workspace_id, user_id) * FROM unnest($1::int[], $2::uuid[], $3::text[], $4::bigint[])
     AS told (workspace_id, user_id, role, version)
   ORDER BY workspace_id, user_id, version DESC
   ON CONFLICT (workspace_id, user_id) DO UPDATE SET role = excluded.role, version = excluded.version
   WHERE known.version < excluded.version`,
);

/** A removal is remembered even where something newer is known: being in a channel before it counts no more. */
const REMOVE_WORKSPACE_MEMBERS = statement(
  'access-remove-workspace-members',
  `INSERT INTO workspace_member AS known (workspace_id, user_id, version, removed_version)
   SELECT workspace_id, user_id, max(version), max(version) FROM unnest($1::int[], $2::uuid[], $3::bigint[])
     AS told (workspace_id, user_id, version)
   GROUP BY workspace_id, user_id
   ON CONFLICT (workspace_id, user_id) DO UPDATE SET version = greatest(known.version, excluded.version),
     removed_version = greatest(known.removed_version, excluded.removed_version)`,
);

const CHANNEL_MEMBERS = statement(
  'access-channel-members',
  `INSERT INTO channel_member AS known (channel_id, user_id, version)
   SELECT channel_id, user_id, max(version) FROM unnest($1::int[], $2::uuid[], $3::bigint[])
     AS told (channel_id, user_id, version)
   GROUP BY channel_id, user_id
   ON CONFLICT (channel_id, user_id) DO UPDATE SET version = excluded.version
   WHERE known.version < excluded.version`,
);

const REMOVE_CHANNEL_MEMBERS = statement(
  'access-remove-channel-members',
  `INSERT INTO channel_member AS known (channel_id, user_id, version, removed_version)
   SELECT channel_id, user_id, max(version), max(version) FROM unnest($1::int[], $2::uuid[], $3::bigint[])
     AS told (channel_id, user_id, version)
   GROUP BY channel_id, user_id
   ON CONFLICT (channel_id, user_id) DO UPDATE SET version = greatest(known.version, excluded.version),
     removed_version = greatest(known.removed_version, excluded.removed_version)`,
);

/** What is deleted stays so, whatever else is heard. */
const WORKSPACES = statement(
  'access-workspaces',
  `INSERT INTO workspace AS known (id, version, is_archived, is_deleted)
   SELECT DISTINCT ON (id) * FROM unnest($1::int[], $2::bigint[], $3::boolean[], $4::boolean[])
     AS told (id, version, is_archived, is_deleted)
   ORDER BY id, version DESC
   ON CONFLICT (id) DO UPDATE SET version = excluded.version, is_archived = excluded.is_archived,
     is_deleted = known.is_deleted OR excluded.is_deleted
   WHERE known.version < excluded.version`,
);

/**
 * Writes the projection of who may read and write in which channel; the view `channel_reader` is how it is read. Events
 * come in any order, and more than once: of two changes of the same thing the one with the higher version stays, and
 * who was removed stays as a row, so that an older event cannot bring them back.
 */
@Injectable()
export class ChannelAccessRepository {
  constructor(private readonly database: Database) {}

  async storeChannels(tx: Transaction, channels: readonly ChannelState[]): Promise<void> {
    const columns = [
      channels.map(({ id }) => id),
      channels.map(({ workspaceId }) => workspaceId),
      channels.map(({ name }) => name),
      channels.map(({ isPrivate }) => isPrivate),
      channels.map(({ isArchived }) => isArchived),
      channels.map(({ version }) => version),
    ];
    await this.database.rows(CHANNELS, columns, tx);
  }

  async storeWorkspaces(tx: Transaction, workspaces: readonly WorkspaceState[]): Promise<void> {
    const columns = [
      workspaces.map(({ id }) => id),
      workspaces.map(({ version }) => version),
      workspaces.map(({ isArchived }) => isArchived),
      workspaces.map(({ isDeleted }) => isDeleted),
    ];
    await this.database.rows(WORKSPACES, columns, tx);
  }

  async storeWorkspaceMembers(tx: Transaction, members: readonly WorkspaceMembership[]): Promise<void> {
    const columns = [
      members.map(({ workspaceId }) => workspaceId),
      members.map(({ userId }) => userId),
      members.map(({ role }) => role),
      members.map(({ version }) => version),
    ];
    await this.database.rows(WORKSPACE_MEMBERS, columns, tx);
  }

  async removeWorkspaceMembers(tx: Transaction, removals: readonly Omit<WorkspaceMembership, 'role'>[]): Promise<void> {
    const columns = [
      removals.map(({ workspaceId }) => workspaceId),
      removals.map(({ userId }) => userId),
      removals.map(({ version }) => version),
    ];
    await this.database.rows(REMOVE_WORKSPACE_MEMBERS, columns, tx);
  }

  async storeChannelMembers(tx: Transaction, members: readonly ChannelMembership[]): Promise<void> {
    await this.database.rows(CHANNEL_MEMBERS, columnsOf(members), tx);
  }

  async removeChannelMembers(tx: Transaction, removals: readonly ChannelMembership[]): Promise<void> {
    await this.database.rows(REMOVE_CHANNEL_MEMBERS, columnsOf(removals), tx);
  }

  /** Stores what the owner said just now, unless something newer was heard of meanwhile. */
  async learn(tx: Transaction, userId: string, access: ChannelAccess): Promise<void> {
    const { channelId, workspaceId, name, isPrivate, isArchived, role, version } = access;
    await this.database.rows(LEARN_CHANNEL, [channelId, workspaceId, name, isPrivate, isArchived, version], tx);
    await this.storeWorkspaceMembers(tx, [{ workspaceId, userId, role, version }]);
    // Only their being in it lets them in there.
    if (isPrivate || role === 'guest') await this.storeChannelMembers(tx, [{ channelId, userId, version }]);
  }
}

function columnsOf(members: readonly ChannelMembership[]): unknown[] {
  return [
    members.map(({ channelId }) => channelId),
    members.map(({ userId }) => userId),
    members.map(({ version }) => version),
  ];
}
