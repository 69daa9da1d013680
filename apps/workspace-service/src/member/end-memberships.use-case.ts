import { Injectable } from '@nestjs/common';
import { memberRoleChanged, workspaceChanged } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';
import { isRefusal } from '@atrium/rpc';

import type { WorkspaceChange } from '../change/workspace-change.js';
import { WorkspaceChanges } from '../change/workspace-changes.js';
import { MembershipRepository } from '../membership/membership.repository.js';
import { WorkspaceRepository } from '../workspace/workspace.repository.js';
import { Departures } from './departures.js';

/**
 * Takes somebody whose account has ended out of every workspace. One that would have no owner then goes to the oldest
 * administrator, else to the oldest member. If only guests are left it is archived, if nobody is, deleted.
 */
@Injectable()
export class EndMemberships {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: WorkspaceChanges,
    private readonly memberships: MembershipRepository,
    private readonly workspaces: WorkspaceRepository,
    private readonly departures: Departures,
  ) {}

  /** Safe to repeat: whoever is in no workspace any more is taken out of none. */
  async execute(userId: string): Promise<void> {
    for (const workspaceId of await this.memberships.findWorkspacesOf(userId)) {
      await this.endOne(workspaceId, userId);
    }
  }

  private async endOne(workspaceId: number, userId: string): Promise<void> {
    try {
      await this.unitOfWork.run((tx) =>
        this.changes.within(tx, workspaceId, async (change) => {
          if ((await this.memberships.findRole(workspaceId, userId, tx)) === undefined) return;
          await this.departures.depart(change, userId, 'account-deleted');
          if (!(await this.memberships.hasOwner(tx, workspaceId))) await this.passOn(change, userId);
        }),
      );
    } catch (error) {
      // Somebody deleted the workspace meanwhile.
      if (!isRefusal(error, 'WORKSPACE_NOT_FOUND')) throw error;
    }
  }

  private async passOn(change: WorkspaceChange, formerOwner: string): Promise<void> {
    const { tx, workspace, occurredAt } = change;
    const heir = await this.memberships.findHeir(tx, workspace.id);
    if (heir !== undefined) {
      await this.memberships.setRole(tx, workspace.id, heir, 'owner');
      await change.tell(memberRoleChanged, { userId: heir, role: 'owner', changedBy: formerOwner });
    } else if (await this.memberships.hasAnybody(tx, workspace.id)) {
      await this.workspaces.update(tx, workspace.id, { archivedAt: occurredAt });
      const { name, description } = workspace;
      await change.tell(workspaceChanged, { name, description, isArchived: true, changedBy: formerOwner });
    } else {
      await this.workspaces.delete(change, formerOwner);
    }
  }
}
