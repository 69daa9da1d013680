import { IsBoolean, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import type { WorkspaceRole } from './workspace.events.js';
import type { ChannelView } from './workspace.view.js';

/** Workspace and channel ids are PostgreSQL integers. */
export const MAX_INTEGER_ID = 2_147_483_647;

/** Workspaces, or channels of one, in one answer at most; unless a caller asks for fewer, this many. */
export const MAX_LISTED = 1_000;

export class ListChannelsRequest {
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER_ID)
  readonly workspaceId!: number;

  /** True for the archived ones instead of those in use. */
  @IsOptional()
  @IsBoolean()
  readonly isArchived?: boolean;

  /** Only channels after this one. */
  @IsOptional()
  @IsInt()
  @Min(0)
  readonly after?: number;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_LISTED)
  readonly limit?: number;
}

/**
 * The channels of a workspace that the caller may read, oldest first: all public ones and the private ones they are
 * in, for guests only those they are in.
 */
export const listChannels = defineRpc({
  subject: 'workspace.rpc.list-channels.v1',
  request: ListChannelsRequest,
  response: reply<ChannelView[]>(),
  access: 'user',
  errors: ['WORKSPACE_NOT_FOUND'],
});

export class CreateChannelRequest {
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER_ID)
  readonly workspaceId!: number;

  @IsString()
  @Length(1, 80)
  readonly name!: string;

  @IsBoolean()
  readonly isPrivate!: boolean;
}

/** Creates a channel with the caller in it; names are unique within a workspace. */
export const createChannel = defineRpc({
  subject: 'workspace.rpc.create-channel.v1',
  request: CreateChannelRequest,
  response: reply<{ readonly channelId: number }>(),
  access: 'user',
  errors: ['WORKSPACE_NOT_FOUND', 'WORKSPACE_ARCHIVED', 'CHANNEL_NAME_TAKEN'],
});

export class GetChannelAccessRequest {
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER_ID)
  readonly channelId!: number;

  @IsUUID()
  readonly userId!: string;
}

/** What another service needs to know of a channel to serve one of its members. */
export interface ChannelAccess {
  readonly channelId: number;
  readonly workspaceId: number;
  readonly name: string;
  readonly isPrivate: boolean;
  /** Nobody may write in a channel that is archived, or whose workspace is. */
  readonly isArchived: boolean;
  /** What the user is in the workspace. */
  readonly role: WorkspaceRole;
  /** The workspace's newest change when this was so: what an older one says is outdated. */
  readonly version: number;
}

/** Asks the owner whether a user may read a channel; CHANNEL_NOT_FOUND covers "may not" as well. */
export const getChannelAccess = defineRpc({
  subject: 'workspace.rpc.get-channel-access.v1',
  request: GetChannelAccessRequest,
  response: reply<ChannelAccess>(),
  access: 'service',
  errors: ['CHANNEL_NOT_FOUND'],
});
