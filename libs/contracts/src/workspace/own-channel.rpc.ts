import { IsBoolean, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import type { MemberList } from './members.rpc.js';
import { OfChannel, OfChannelMember } from './workspace-id.js';
import type { ChannelView } from './workspace.view.js';

/** A channel as somebody sees it who may read it. */
export interface ChannelDetails extends ChannelView {
  /** Nobody may write in an archived channel. */
  readonly is_archived: boolean;
  /** Whether the caller is in it, rather than only allowed to read it. */
  readonly is_member: boolean;
}

/** A channel that the caller may read. */
export const getChannel = defineRpc({
  subject: 'workspace.rpc.get-channel.v1',
  request: OfChannel,
  response: reply<ChannelDetails>(),
  access: 'user',
  errors: ['CHANNEL_NOT_FOUND'],
});

export class UpdateChannelRequest extends OfChannel {
  @IsOptional()
  @IsString()
  @Length(1, 80)
  readonly name?: string;

  @IsOptional()
  @IsBoolean()
  readonly isPrivate?: boolean;

  @IsOptional()
  @IsBoolean()
  readonly isArchived?: boolean;
}

const REFUSALS = ['CHANNEL_NOT_FOUND', 'WORKSPACE_ARCHIVED', 'CHANNEL_ARCHIVED'] as const;

/**
 * Changes what is given, for owners, administrators, and whoever made the channel. Whoever makes it private is in it
 * then. An archived channel must be brought back first, or in the same call; its name is free meanwhile.
 */
export const updateChannel = defineRpc({
  subject: 'workspace.rpc.update-channel.v1',
  request: UpdateChannelRequest,
  response: reply<ChannelDetails>(),
  access: 'user',
  errors: [...REFUSALS, 'CHANNEL_NAME_TAKEN'],
});

/** Puts the caller into a public channel. Repeating it changes nothing. */
export const joinChannel = defineRpc({
  subject: 'workspace.rpc.join-channel.v1',
  request: OfChannel,
  response: reply<{ readonly userId: string }>(),
  access: 'user',
  errors: REFUSALS,
});

/** Takes the caller out of a channel. A private one that nobody is in any more is archived. */
export const leaveChannel = defineRpc({
  subject: 'workspace.rpc.leave-channel.v1',
  request: OfChannel,
  response: reply<{ readonly userId: string }>(),
  access: 'user',
  errors: ['CHANNEL_NOT_FOUND'],
});

export class ListChannelMembersRequest extends OfChannel {
  /** The user id that the list before ended with. */
  @IsOptional()
  @IsUUID()
  readonly after?: string;

  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit!: number;
}

/** Who is in a channel, by user id; `role` is their role in the workspace. */
export const listChannelMembers = defineRpc({
  subject: 'workspace.rpc.list-channel-members.v1',
  request: ListChannelMembersRequest,
  response: reply<MemberList>(),
  access: 'user',
  errors: ['CHANNEL_NOT_FOUND'],
});

/** Puts another member of the workspace into a channel, for everybody who may read it but guests. */
export const addChannelMember = defineRpc({
  subject: 'workspace.rpc.add-channel-member.v1',
  request: OfChannelMember,
  response: reply<{ readonly userId: string }>(),
  access: 'user',
  errors: [...REFUSALS, 'MEMBER_NOT_FOUND'],
});

/** Takes somebody out of a channel, for owners, administrators, and whoever made it. */
export const removeChannelMember = defineRpc({
  subject: 'workspace.rpc.remove-channel-member.v1',
  request: OfChannelMember,
  response: reply<{ readonly userId: string }>(),
  access: 'user',
  errors: [...REFUSALS, 'MEMBER_NOT_FOUND'],
});
