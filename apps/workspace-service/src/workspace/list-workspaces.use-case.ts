import { Injectable } from '@nestjs/common';
import { MAX_LISTED, type ListWorkspacesRequest, type WorkspaceView } from '@atrium/contracts';
import { People } from '@atrium/directory';

import { WorkspaceRepository } from './workspace.repository.js';
import { toWorkspaceView } from './workspace.view.js';

/** The workspaces a person is in, with the addresses of those who made them. */
@Injectable()
export class ListWorkspaces {
  constructor(
    private readonly workspaces: WorkspaceRepository,
    private readonly people: People,
  ) {}

  async execute(userId: string, { after = 0, limit = MAX_LISTED }: ListWorkspacesRequest): Promise<WorkspaceView[]> {
    const workspaces = await this.workspaces.findOfMember(userId, after, limit);
    if (workspaces.length === 0) return [];
    const creators = await this.people.find([...new Set(workspaces.map(({ createdBy }) => createdBy))]);
    return workspaces.map((workspace) => toWorkspaceView(workspace, creators.get(workspace.createdBy)));
  }
}
