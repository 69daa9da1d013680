import { Injectable } from '@nestjs/common';
import { workspaceChanged, type UpdateWorkspaceRequest, type WorkspaceRole } from '@atrium/contracts';
import { DomainError, type Caller } from '@atrium/rpc';

import { ActivityFeed } from '../activity/activity-feed.js';
import { workspaceWasArchived, workspaceWasRenamed, workspaceWasRestored } from '../activity/new-activity.js';
import type { HeldWorkspace, WorkspaceChange } from '../change/workspace-change.js';
import { WorkspaceChanges } from '../change/workspace-changes.js';
import { requireAtLeast } from '../membership/roles.js';
import { plainName, plainText } from '../naming/plain-text.js';
import { WorkspaceRepository } from './workspace.repository.js';

type State = Pick<HeldWorkspace, 'name' | 'description' | 'isArchived'>;

/** Renames, describes, archives or brings back a workspace. */
@Injectable()
export class UpdateWorkspace {
  constructor(
    private readonly changes: WorkspaceChanges,
    private readonly workspaces: WorkspaceRepository,
    private readonly feed: ActivityFeed,
  ) {}

  async execute(caller: Caller, request: UpdateWorkspaceRequest): Promise<void> {
    await this.changes.evenArchived(request.workspaceId, caller.userId, async (change, role) => {
      const state = nextState(change.workspace, request, role);
      const { name, description, isArchived } = state;
      const { workspace } = change;
      if (name === workspace.name && description === workspace.description && isArchived === workspace.isArchived) {
        return;
      }
      const archivedAt = isArchived ? change.occurredAt : null;
      await this.workspaces.update(change.tx, workspace.id, { name, description, archivedAt });
      await change.tell(workspaceChanged, { ...state, changedBy: caller.userId });
      await this.record(change, caller, state);
    });
  }

  private async record(change: WorkspaceChange, caller: Caller, { name, isArchived }: State): Promise<void> {
    const { tx, workspace, occurredAt } = change;
    const changed = { id: workspace.id, name, createdAt: occurredAt };
    if (name !== workspace.name) await this.feed.record(tx, workspaceWasRenamed(caller, changed));
    if (isArchived === workspace.isArchived) return;
    await this.feed.record(tx, (isArchived ? workspaceWasArchived : workspaceWasRestored)(caller, changed));
  }
}

/** What the workspace will be; refuses what this role may not do, and changes of what stays archived. */
function nextState(workspace: HeldWorkspace, request: UpdateWorkspaceRequest, role: WorkspaceRole): State {
  requireAtLeast(role, request.isArchived === undefined ? 'admin' : 'owner');
  if (workspace.isArchived && request.isArchived !== false) {
    throw new DomainError('WORKSPACE_ARCHIVED', 'The workspace is archived');
  }
  return {
    name: request.name === undefined ? workspace.name : plainName(request.name, 'name'),
    description:
      request.description === undefined ? workspace.description : plainText(request.description, 'description'),
    isArchived: request.isArchived ?? workspace.isArchived,
  };
}
