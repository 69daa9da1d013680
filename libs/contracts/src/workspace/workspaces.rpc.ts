import { IsInt, IsOptional, IsString, Length, Max, MaxLength, Min } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import { MAX_LISTED } from './channels.rpc.js';
import type { WorkspaceView } from './workspace.view.js';

export class ListWorkspacesRequest {
  /** Only workspaces after this one. */
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

/** The workspaces the caller is a member of, oldest first. */
export const listWorkspaces = defineRpc({
  subject: 'workspace.rpc.list.v1',
  request: ListWorkspacesRequest,
  response: reply<WorkspaceView[]>(),
  access: 'user',
});

export class CreateWorkspaceRequest {
  @IsString()
  @Length(1, 100)
  readonly name!: string;

  @IsString()
  @MaxLength(2_000)
  readonly description!: string;
}

/** Creates a workspace with the caller as its owner. */
export const createWorkspace = defineRpc({
  subject: 'workspace.rpc.create.v1',
  request: CreateWorkspaceRequest,
  response: reply<{ readonly workspaceId: number }>(),
  access: 'user',
});
