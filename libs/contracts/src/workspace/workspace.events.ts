import { IsBoolean, IsIn, IsInt, IsISO8601, IsString, IsUUID } from 'class-validator';

import { defineEvent } from '../event-contract.js';

export const WORKSPACE_ROLES = ['owner', 'admin', 'member', 'guest'] as const;
export type WorkspaceRole = (typeof WORKSPACE_ROLES)[number];

export class WorkspaceCreated {
  @IsInt()
  readonly workspaceId!: number;

  @IsString()
  readonly name!: string;

  @IsUUID()
  readonly createdBy!: string;

  /** Number of this change among those of the workspace. */
  @IsInt()
  readonly version!: number;

  @IsISO8601()
  readonly occurredAt!: string;
}

export const workspaceCreated = defineEvent({
  subject: 'workspace.event.created.v1',
  payload: WorkspaceCreated,
  key: ({ workspaceId }) => String(workspaceId),
});

/** Someone became a member of a workspace. */
export class MemberAdded {
  @IsInt()
  readonly workspaceId!: number;

  @IsUUID()
  readonly userId!: string;

  @IsIn(WORKSPACE_ROLES)
  readonly role!: WorkspaceRole;

  /** Number of this change among those of the workspace. */
  @IsInt()
  readonly version!: number;

  @IsISO8601()
  readonly occurredAt!: string;
}

export const memberAdded = defineEvent({
  subject: 'workspace.event.member-added.v1',
  payload: MemberAdded,
  key: ({ workspaceId }) => String(workspaceId),
});

/** A channel exists now; its creator is in it. */
export class ChannelCreated {
  @IsInt()
  readonly channelId!: number;

  @IsInt()
  readonly workspaceId!: number;

  @IsString()
  readonly name!: string;

  @IsBoolean()
  readonly isPrivate!: boolean;

  @IsUUID()
  readonly createdBy!: string;

  /** Number of this change among those of the workspace. */
  @IsInt()
  readonly version!: number;

  @IsISO8601()
  readonly occurredAt!: string;
}

export const channelCreated = defineEvent({
  subject: 'workspace.event.channel-created.v1',
  payload: ChannelCreated,
  key: ({ workspaceId }) => String(workspaceId),
});
