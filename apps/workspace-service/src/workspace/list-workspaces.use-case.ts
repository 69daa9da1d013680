import { Injectable } from '@nestjs/common';
import type { WorkspaceView } from '@atrium/contracts';
import { People, type Person } from '@atrium/directory';

import { WorkspaceRepository, type ListedWorkspace } from './workspace.repository.js';
import { toWorkspaceView } from './workspace.view.js';

/** The workspaces a person is in, with the addresses of those who made them. */
@Injectable()
export class ListWorkspaces {
  constructor(
    private readonly workspaces: WorkspaceRepository,
    private readonly people: People,
  ) {}

  async execute(userId: string): Promise<WorkspaceView[]> {
    const workspaces = await this.workspaces.findOfMember(userId);
    const missing = await this.findUnknownCreators(workspaces);
    return workspaces.map((workspace) =>
      toWorkspaceView(workspace, workspace.creatorEmail ?? missing.get(workspace.createdBy)?.email ?? ''),
    );
  }

  /** Asks the directory only when a creator's profile has not reached this service yet. */
  private async findUnknownCreators(workspaces: readonly ListedWorkspace[]): Promise<Map<string, Person>> {
    const unknown = workspaces.filter(({ creatorEmail }) => creatorEmail === null).map(({ createdBy }) => createdBy);
    return unknown.length === 0 ? new Map() : this.people.find([...new Set(unknown)]);
  }
}
