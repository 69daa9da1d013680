import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { memberAdded } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';
import { DomainError, isRefusal, type Caller } from '@atrium/rpc';

import { ActivityFeed } from '../activity/activity-feed.js';
import { memberJoined } from '../activity/new-activity.js';
import type { WorkspaceChange } from '../change/workspace-change.js';
import { WorkspaceChanges } from '../change/workspace-changes.js';
import { MembershipRepository } from '../membership/membership.repository.js';
import type { Invitation } from './invitation.js';
import { InvitationRepository } from './invitation.repository.js';

/** Somebody takes an offered place, once, or does not want it. */
@Injectable()
export class AnswerInvitation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: WorkspaceChanges,
    private readonly invitations: InvitationRepository,
    private readonly memberships: MembershipRepository,
    private readonly feed: ActivityFeed,
  ) {}

  /** For whoever was asked by name. Returns the workspace. */
  async accept(caller: Caller, invitationId: string): Promise<number> {
    return this.enter(caller, await this.invitations.findForPerson(invitationId, caller.userId));
  }

  /** For whoever holds the token of the mail. Returns the workspace. */
  async acceptLink(caller: Caller, token: string): Promise<number> {
    const tokenHash = createHash('sha256').update(token).digest();
    return this.enter(caller, await this.invitations.findForToken(tokenHash));
  }

  async decline(userId: string, invitationId: string): Promise<void> {
    const invitation = await this.invitations.findForPerson(invitationId, userId);
    const isOpen = invitation && (await this.unitOfWork.run((tx) => this.invitations.useUp(tx, invitation.id)));
    if (!isOpen) throw notFound();
  }

  private async enter(caller: Caller, invitation: Invitation | undefined): Promise<number> {
    if (!invitation) throw notFound();
    try {
      await this.unitOfWork.run((tx) =>
        this.changes.within(tx, invitation.workspaceId, (change) => this.join(change, caller, invitation)),
      );
    } catch (error) {
      throw isRefusal(error, 'WORKSPACE_NOT_FOUND') ? notFound() : error;
    }
    return invitation.workspaceId;
  }

  private async join(change: WorkspaceChange, caller: Caller, { id, workspaceId, role }: Invitation): Promise<void> {
    const { tx, workspace, occurredAt: joinedAt } = change;
    const { userId } = caller;
    if (workspace.isArchived) throw new DomainError('WORKSPACE_ARCHIVED', 'The workspace is archived');
    if (!(await this.invitations.useUp(tx, id))) throw notFound();
    if ((await this.memberships.findRole(workspaceId, userId, tx)) !== undefined) return;
    await this.memberships.insert(tx, { workspaceId, userId, role, joinedAt });
    await change.tell(memberAdded, { userId, role });
    await this.feed.record(tx, memberJoined(caller, workspaceId, joinedAt));
  }
}

/** One sentence for what never was, was used, taken back, or has run out. */
function notFound(): DomainError {
  return new DomainError('INVITATION_NOT_FOUND', 'This invitation does not exist, or not any more');
}
