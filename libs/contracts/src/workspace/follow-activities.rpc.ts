import { IsInt, IsOptional, Max, Min } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import { MAX_INTEGER_ID } from './channels.rpc.js';
import type { ActivityView } from './workspace.view.js';

export class FollowActivitiesRequest {
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER_ID)
  readonly workspaceId!: number;

  /** The last line the caller has; without it none is repeated. */
  @IsOptional()
  @IsInt()
  @Min(0)
  readonly since?: number;
}

/** One line of the feed with its place. */
export interface ActivityEntry {
  readonly seq: number;
  readonly activity: ActivityView;
}

export interface FollowedActivities {
  readonly workspaceId: number;
  /** The newest line's place; 0 while there is none. */
  readonly head: number;
  /** The private channels the caller is in: lines of others are not theirs to see. */
  readonly privateChannelIds: readonly number[];
  /** Set for a guest: lines of any other channel, a public one too, are not theirs to see. */
  readonly onlyChannelIds?: readonly number[] | null;
  /** Lines after `since` that the caller may see, oldest first, 500 at most. */
  readonly missed: readonly ActivityEntry[];
  /** False when there were more than 500. */
  readonly isComplete: boolean;
}

/** What a socket needs to follow a workspace's feed. */
export const followActivities = defineRpc({
  subject: 'workspace.rpc.follow-activities.v1',
  request: FollowActivitiesRequest,
  response: reply<FollowedActivities>(),
  access: 'user',
  errors: ['WORKSPACE_NOT_FOUND'],
});
