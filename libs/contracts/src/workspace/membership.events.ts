import { IsBoolean, IsIn, IsInt, IsISO8601, IsOptional, IsString, IsUUID } from 'class-validator';

import { defineEvent } from '../event-contract.js';
import { WORKSPACE_ROLES, type WorkspaceRole } from './workspace.events.js';

/**
 * What every change of a workspace has in common. Changes of one workspace are numbered without a gap in the order of
 * their commits, so that a projection keeps the newest of two whichever it hears first.
 */
export class WorkspaceChange {
  @IsInt()
  readonly workspaceId!: number;

  /** Number of this change among those of the workspace. */
  @IsInt()
  readonly version!: number;

  /** ISO 8601, UTC. */
  @IsISO8601()
  readonly occurredAt!: string;
}

const byWorkspace = ({ workspaceId }: WorkspaceChange) => String(workspaceId);

export class WorkspaceChanged extends WorkspaceChange {
  @IsString()
  readonly name!: string;

  @IsString()
  readonly description!: string;

  @IsBoolean()
  readonly isArchived!: boolean;

  @IsUUID()
  readonly changedBy!: string;
}

/** A workspace has another name or description, or was archived or brought back. */
export const workspaceChanged = defineEvent({
  subject: 'workspace.event.changed.v1',
  payload: WorkspaceChanged,
  key: byWorkspace,
});

export class WorkspaceDeleted extends WorkspaceChange {
  @IsUUID()
  readonly deletedBy!: string;
}

/** A workspace is gone, and with it everything in it. */
export const workspaceDeleted = defineEvent({
  subject: 'workspace.event.deleted.v1',
  payload: WorkspaceDeleted,
  key: byWorkspace,
});

export class MemberRoleChanged extends WorkspaceChange {
  @IsUUID()
  readonly userId!: string;

  @IsIn(WORKSPACE_ROLES)
  readonly role!: WorkspaceRole;

  @IsUUID()
  readonly changedBy!: string;
}

export const memberRoleChanged = defineEvent({
  subject: 'workspace.event.member-role-changed.v1',
  payload: MemberRoleChanged,
  key: byWorkspace,
});

/** How somebody came out: by themselves, by somebody else, or because their account is gone. */
export const REMOVAL_REASONS = ['left', 'removed', 'account-deleted'] as const;
export type RemovalReason = (typeof REMOVAL_REASONS)[number];

export class MemberRemoved extends WorkspaceChange {
  @IsUUID()
  readonly userId!: string;

  @IsIn(REMOVAL_REASONS)
  readonly reason!: RemovalReason;
}

/** Somebody is no member any more, of the workspace and so of none of its channels. */
export const memberRemoved = defineEvent({
  subject: 'workspace.event.member-removed.v1',
  payload: MemberRemoved,
  key: byWorkspace,
});

export class ChannelChanged extends WorkspaceChange {
  @IsInt()
  readonly channelId!: number;

  @IsString()
  readonly name!: string;

  @IsBoolean()
  readonly isPrivate!: boolean;

  /** Nobody may write in an archived channel; who may read it stays. */
  @IsBoolean()
  readonly isArchived!: boolean;

  @IsUUID()
  readonly changedBy!: string;
}

/** A channel was renamed, made private or public, archived or brought back. */
export const channelChanged = defineEvent({
  subject: 'workspace.event.channel-changed.v1',
  payload: ChannelChanged,
  key: byWorkspace,
});

export class ChannelMemberAdded extends WorkspaceChange {
  @IsInt()
  readonly channelId!: number;

  @IsUUID()
  readonly userId!: string;

  /** The person themselves when they joined; somebody else when they were invited. */
  @IsUUID()
  readonly addedBy!: string;
}

export const channelMemberAdded = defineEvent({
  subject: 'workspace.event.channel-member-added.v1',
  payload: ChannelMemberAdded,
  key: byWorkspace,
});

export class ChannelMemberRemoved extends WorkspaceChange {
  @IsInt()
  readonly channelId!: number;

  @IsUUID()
  readonly userId!: string;

  @IsIn(REMOVAL_REASONS)
  readonly reason!: RemovalReason;
}

export const channelMemberRemoved = defineEvent({
  subject: 'workspace.event.channel-member-removed.v1',
  payload: ChannelMemberRemoved,
  key: byWorkspace,
});

export class InvitationSent {
  @IsUUID()
  readonly invitationId!: string;

  @IsInt()
  readonly workspaceId!: number;

  @IsString()
  readonly workspaceName!: string;

  @IsUUID()
  readonly invitedBy!: string;

  /** Who is invited, when they have an account; an invitation by mail alone has no user yet. */
  @IsOptional()
  @IsUUID()
  readonly userId?: string | null;

  @IsIn(WORKSPACE_ROLES)
  readonly role!: WorkspaceRole;

  @IsISO8601()
  readonly occurredAt!: string;
}

/** Somebody is asked into a workspace. */
export const invitationSent = defineEvent({
  subject: 'workspace.event.invitation-sent.v1',
  payload: InvitationSent,
  key: ({ workspaceId }) => String(workspaceId),
});
