import { Injectable } from '@nestjs/common';
import type { ListInvitationsRequest, RevokeInvitationRequest } from '@atrium/contracts';
import { DomainError } from '@atrium/rpc';

import { WorkspaceChanges } from '../change/workspace-changes.js';
import { MembershipRepository } from '../membership/membership.repository.js';
import { requireAtLeast } from '../membership/roles.js';
import type { Invitation } from './invitation.js';
import { InvitationRepository } from './invitation.repository.js';

/** Shows owners and administrators who is invited, and lets them change their mind. */
@Injectable()
export class ManageInvitations {
  constructor(
    private readonly memberships: MembershipRepository,
    private readonly changes: WorkspaceChanges,
    private readonly invitations: InvitationRepository,
  ) {}

  /** One more than was asked for when others follow. */
  async list(userId: string, { workspaceId, after, limit }: ListInvitationsRequest): Promise<Invitation[]> {
    requireAtLeast(await this.memberships.requireRole(workspaceId, userId), 'admin');
    return this.invitations.findPage(workspaceId, after, limit + 1);
  }

  async revoke(userId: string, { workspaceId, invitationId }: RevokeInvitationRequest): Promise<void> {
    await this.changes.evenArchived(workspaceId, userId, async ({ tx }, role) => {
      requireAtLeast(role, 'admin');
      if (await this.invitations.revoke(tx, workspaceId, invitationId)) return;
      throw new DomainError('INVITATION_NOT_FOUND', 'This invitation does not exist, or not any more');
    });
  }
}
