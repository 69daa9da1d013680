import { Injectable } from '@nestjs/common';
import { toSeedTime, type InvitationView, type OwnInvitationView } from '@atrium/contracts';
import { People, type Person } from '@atrium/directory';

import type { Invitation } from './invitation.js';

/** Shows invitations with the names of the people in them. */
@Injectable()
export class InvitationViews {
  constructor(private readonly people: People) {}

  async forManager(invitation: Invitation): Promise<InvitationView> {
    return toInvitationView(invitation, await this.peopleIn([invitation]));
  }

  async forManagers(invitations: readonly Invitation[]): Promise<InvitationView[]> {
    const people = await this.peopleIn(invitations);
    return invitations.map((invitation) => toInvitationView(invitation, people));
  }

  async forInvited(
    invitations: readonly (Invitation & { readonly workspaceName: string })[],
  ): Promise<OwnInvitationView[]> {
    const people = await this.peopleIn(invitations);
    return invitations.map((invitation) => ({
      id: invitation.id,
      workspace_id: invitation.workspaceId,
      workspace_name: invitation.workspaceName,
      role: invitation.role,
      invited_by: people.get(invitation.invitedBy)?.email ?? '',
      created_at: toSeedTime(invitation.createdAt),
      expires_at: toSeedTime(invitation.expiresAt),
    }));
  }

  private peopleIn(invitations: readonly Invitation[]): ReturnType<People['find']> {
    const ids = invitations.flatMap(({ invitedBy, userId }) => (userId === null ? [invitedBy] : [invitedBy, userId]));
    return this.people.find([...new Set(ids)]);
  }
}

function toInvitationView(invitation: Invitation, people: ReadonlyMap<string, Person>): InvitationView {
  return {
    id: invitation.id,
    workspace_id: invitation.workspaceId,
    email: invitation.email,
    user_id: invitation.userId,
    username: invitation.userId === null ? null : (people.get(invitation.userId)?.username ?? ''),
    role: invitation.role,
    invited_by: people.get(invitation.invitedBy)?.email ?? '',
    created_at: toSeedTime(invitation.createdAt),
    expires_at: toSeedTime(invitation.expiresAt),
  };
}
