import { IsString, Length, MaxLength } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import type { WorkspaceView } from './workspace.view.js';

export class ListWorkspacesRequest {}

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
