import { Injectable } from '@nestjs/common';
import { memberAdded, workspaceCreated, type CreateWorkspaceRequest } from '@atrium/contracts';
import { UnitOfWork, type Transaction } from '@atrium/persistence';
import type { Caller } from '@atrium/rpc';

import { ActivityFeed } from '../activity/activity-feed.js';
import { memberJoined, workspaceWasCreated } from '../activity/new-activity.js';
import { WorkspaceChanges } from '../change/workspace-changes.js';
import { MembershipRepository } from '../membership/membership.repository.js';
import { plainName, plainText } from '../naming/plain-text.js';
import type { Workspace } from './workspace.entity.js';
import { WorkspaceRepository } from './workspace.repository.js';

/** Makes a workspace with the caller as its owner and tells the suite. */
@Injectable()
export class CreateWorkspace {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: WorkspaceChanges,
    private readonly workspaces: WorkspaceRepository,
    private readonly memberships: MembershipRepository,
    private readonly feed: ActivityFeed,
  ) {}

  async execute(caller: Caller, request: CreateWorkspaceRequest): Promise<Workspace> {
    const name = plainName(request.name, 'name');
    const description = plainText(request.description, 'description');
    return this.unitOfWork.run(async (tx) => {
      const createdAt = new Date();
      const workspace = await this.workspaces.insert(tx, { name, description, createdBy: caller.userId, createdAt });
      await this.addOwner(tx, workspace);
      await this.feed.record(tx, workspaceWasCreated(caller, workspace));
      await this.feed.record(tx, memberJoined(caller, workspace.id, createdAt));
      await this.tell(tx, workspace);
      return workspace;
    });
  }

  private addOwner(tx: Transaction, { id, createdBy, createdAt }: Workspace): Promise<void> {
    return this.memberships.insert(tx, { workspaceId: id, userId: createdBy, role: 'owner', joinedAt: createdAt });
  }

  private tell(tx: Transaction, { id, name, createdBy }: Workspace): Promise<void> {
    return this.changes.within(tx, id, async (change) => {
      await change.tell(workspaceCreated, { name, createdBy });
      await change.tell(memberAdded, { userId: createdBy, role: 'owner' });
    });
  }
}
