import { Injectable } from '@nestjs/common';

import { WorkspaceChanges } from '../change/workspace-changes.js';
import { requireAtLeast } from '../membership/roles.js';
import { WorkspaceRepository } from './workspace.repository.js';

/** Deletes a workspace and everything in it, an archived one too; for owners. */
@Injectable()
export class DeleteWorkspace {
  constructor(
    private readonly changes: WorkspaceChanges,
    private readonly workspaces: WorkspaceRepository,
  ) {}

  async execute(userId: string, workspaceId: number): Promise<void> {
    await this.changes.evenArchived(workspaceId, userId, async (change, role) => {
      requireAtLeast(role, 'owner');
      await this.workspaces.delete(change, userId);
    });
  }
}
