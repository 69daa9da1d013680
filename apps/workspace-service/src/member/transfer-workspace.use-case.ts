import { Injectable } from '@nestjs/common';
import { type OfMember } from '@atrium/contracts';

import { WorkspaceChanges } from '../change/workspace-changes.js';
import { MembershipRepository } from '../membership/membership.repository.js';
import { requireAtLeast } from '../membership/roles.js';
import { SetMemberRole } from './set-member-role.use-case.js';

/** Makes another member an owner in the place of the caller, who becomes an administrator. */
@Injectable()
export class TransferWorkspace {
  constructor(
    private readonly changes: WorkspaceChanges,
    private readonly memberships: MembershipRepository,
    private readonly roles: SetMemberRole,
  ) {}

  async execute(callerId: string, { workspaceId, userId }: OfMember): Promise<void> {
    await this.changes.byMember(workspaceId, callerId, async (change, ownRole) => {
      requireAtLeast(ownRole, 'owner');
      const present = await this.memberships.requireMember(workspaceId, userId, change.tx);
      if (userId === callerId) return;
      if (present !== 'owner') await this.roles.apply(change, callerId, { userId, role: 'owner' });
      await this.roles.apply(change, callerId, { userId: callerId, role: 'admin' });
    });
  }
}
