import { IsBoolean, IsOptional, IsString, Length, MaxLength } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import type { WorkspaceRole } from './workspace.events.js';
import { OfWorkspace } from './workspace-id.js';
import type { WorkspaceView } from './workspace.view.js';

/** A workspace as one of its members sees it. */
export interface WorkspaceDetails extends WorkspaceView {
  /** Nothing in an archived workspace may be changed. */
  readonly is_archived: boolean;
  /** What the caller is there. */
  readonly role: WorkspaceRole;
}

/** One of the caller's workspaces. */
export const getWorkspace = defineRpc({
  subject: 'workspace.rpc.get.v1',
  request: OfWorkspace,
  response: reply<WorkspaceDetails>(),
  access: 'user',
  errors: ['WORKSPACE_NOT_FOUND'],
});

export class UpdateWorkspaceRequest extends OfWorkspace {
  @IsOptional()
  @IsString()
  @Length(1, 100)
  readonly name?: string;

  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  readonly description?: string;

  /** For owners only. */
  @IsOptional()
  @IsBoolean()
  readonly isArchived?: boolean;
}

/** Changes what is given, for owners and administrators. An archived workspace must be brought back first, or in the same call. */
export const updateWorkspace = defineRpc({
  subject: 'workspace.rpc.update.v1',
  request: UpdateWorkspaceRequest,
  response: reply<WorkspaceDetails>(),
  access: 'user',
  errors: ['WORKSPACE_NOT_FOUND', 'WORKSPACE_ARCHIVED'],
});

/** Deletes a workspace and everything in it, for owners only. */
export const deleteWorkspace = defineRpc({
  subject: 'workspace.rpc.delete.v1',
  request: OfWorkspace,
  response: reply<{ readonly workspaceId: number }>(),
  access: 'user',
  errors: ['WORKSPACE_NOT_FOUND'],
});
