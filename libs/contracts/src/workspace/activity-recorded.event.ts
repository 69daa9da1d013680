import { IsInt, IsObject, IsOptional } from 'class-validator';

import { defineEvent } from '../event-contract.js';
import type { ActivityView } from './workspace.view.js';

export class ActivityRecorded {
  @IsInt()
  readonly workspaceId!: number;

  /** Its place in the workspace's feed: 1, 2, 3 … without a gap. */
  @IsInt()
  readonly seq!: number;

  /** Where it happened, if in a channel: guests see only what happens in channels they are in. */
  @IsOptional()
  @IsInt()
  readonly channelId?: number | null;

  /** Set when only those who are in this private channel may see it. */
  @IsOptional()
  @IsInt()
  readonly privateChannelId?: number | null;

  @IsObject()
  readonly activity!: ActivityView;
}

/** A line was added to a workspace's activity feed. */
export const activityRecorded = defineEvent({
  subject: 'workspace.event.activity-recorded.v1',
  payload: ActivityRecorded,
  key: ({ workspaceId }) => String(workspaceId),
});
