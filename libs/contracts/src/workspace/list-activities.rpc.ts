import { IsInt, IsOptional, Max, Min } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import { MAX_INTEGER_ID } from './channels.rpc.js';
import type { ActivityView } from './workspace.view.js';

export class ListActivitiesRequest {
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER_ID)
  readonly workspaceId!: number;

  /** Newest first, this many. */
  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit!: number;

  /** Only lines before the one with this id: the id of the last one seen, to page back. */
  @IsOptional()
  @IsInt()
  @Min(1)
  readonly before?: number;
}

/** What happened in a workspace, newest first; what happened in a private channel is only for those in it. */
export const listActivities = defineRpc({
  subject: 'workspace.rpc.list-activities.v1',
  request: ListActivitiesRequest,
  response: reply<ActivityView[]>(),
  access: 'user',
  errors: ['WORKSPACE_NOT_FOUND'],
});
