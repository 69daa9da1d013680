import { Injectable } from '@nestjs/common';
import { memberRoleChanged, type SetMemberRoleRequest } from '@atrium/contracts';

import type { WorkspaceChange } from '../change/workspace-change.js';
import { WorkspaceChanges } from '../change/workspace-changes.js';
import { MembershipRepository } from '../membership/membership.repository.js';
import { requireAtLeast, requireRightsOver } from '../membership/roles.js';

/** Makes a member something else; a workspace keeps an owner. */
@Injectable()
export class SetMemberRole {
  constructor(
    private readonly changes: WorkspaceChanges,
    private readonly memberships: MembershipRepository,
  ) {}

  async execute(callerId: string, request: SetMemberRoleRequest): Promise<void> {
    const { workspaceId, userId, role } = request;
    await this.changes.byMember(workspaceId, callerId, async (change, ownRole) => {
      requireAtLeast(ownRole, 'admin');
      const present = await this.memberships.requireMember(workspaceId, userId, change.tx);
      requireRightsOver(ownRole, present);
      requireRightsOver(ownRole, role);
      if (present === role) return;
      if (present === 'owner') await this.memberships.requireOtherOwner(change.tx, workspaceId, userId);
      await this.apply(change, callerId, request);
    });
  }

  /** Gives somebody a role and tells of it; the caller has made sure that this may be. */
  async apply(
    change: WorkspaceChange,
    changedBy: string,
    { userId, role }: Pick<SetMemberRoleRequest, 'userId' | 'role'>,
  ): Promise<void> {
    await this.memberships.setRole(change.tx, change.workspace.id, userId, role);
    await change.tell(memberRoleChanged, { userId, role, changedBy });
  }
}
