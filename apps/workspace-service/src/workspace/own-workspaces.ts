import { Injectable } from '@nestjs/common';
import type { WorkspaceDetails } from '@atrium/contracts';
import { People } from '@atrium/directory';
import { DomainError } from '@atrium/rpc';

import { WorkspaceRepository } from './workspace.repository.js';
import { toWorkspaceView } from './workspace.view.js';

/** Shows one workspace to somebody who is in it; refuses others with WORKSPACE_NOT_FOUND. */
@Injectable()
export class OwnWorkspaces {
  constructor(
    private readonly workspaces: WorkspaceRepository,
    private readonly people: People,
  ) {}

  async show(workspaceId: number, userId: string): Promise<WorkspaceDetails> {
    const workspace = await this.workspaces.findOwn(workspaceId, userId);
    if (!workspace) throw new DomainError('WORKSPACE_NOT_FOUND', 'Workspace not found');
    const creators = await this.people.find([workspace.createdBy]);
    const { isArchived, role } = workspace;
    return { ...toWorkspaceView(workspace, creators.get(workspace.createdBy)), is_archived: isArchived, role };
  }
}
