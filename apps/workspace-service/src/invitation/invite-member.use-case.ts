import { Injectable } from '@nestjs/common';
import { invitationSent, type InviteMemberRequest } from '@atrium/contracts';
import { Outbox } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';
import { DomainError, type Caller } from '@atrium/rpc';
import { v7 as uuidv7 } from 'uuid';

import { ActivityFeed } from '../activity/activity-feed.js';
import { memberWasInvited } from '../activity/new-activity.js';
import type { WorkspaceChange } from '../change/workspace-change.js';
import { WorkspaceChanges } from '../change/workspace-changes.js';
import { requireRightsOver } from '../membership/roles.js';
import { INVITATION_LIFETIME_MS, type Invitation } from './invitation.js';
import { InvitationRepository } from './invitation.repository.js';
import { Invitees } from './invitees.js';

/** Invitations in one hour, so that nobody's mailbox is flooded from here. */
const PER_WORKSPACE = 50;
const PER_PERSON = 100;
const HOUR_S = 3_600;

/** Asks somebody into a workspace, by name or by mail. The mail is auth-service's, which hears of it by the event. */
@Injectable()
export class InviteMember {
  constructor(
    private readonly changes: WorkspaceChanges,
    private readonly invitees: Invitees,
    private readonly invitations: InvitationRepository,
    private readonly feed: ActivityFeed,
    private readonly outbox: Outbox,
  ) {}

  async execute(caller: Caller, request: InviteMemberRequest): Promise<Invitation> {
    const { workspaceId, role } = request;
    return this.changes.byMember(workspaceId, caller.userId, async (change, ownRole) => {
      requireRightsOver(ownRole, role);
      const invitee = await this.invitees.resolve(change.tx, request);
      if (await this.invitees.isMember(change.tx, workspaceId, invitee)) {
        throw new DomainError('ALREADY_MEMBER', 'This person is in the workspace already');
      }
      await this.spend(change.tx, `workspace ${workspaceId}`, PER_WORKSPACE);
      await this.spend(change.tx, `user ${caller.userId}`, PER_PERSON);
      const { occurredAt: createdAt } = change;
      const expiresAt = new Date(createdAt.getTime() + INVITATION_LIFETIME_MS);
      const offer = { id: uuidv7(), workspaceId, invitedBy: caller.userId, role, createdAt, expiresAt };
      const invitation = { ...offer, ...invitee };
      await this.invitations.store(change.tx, invitation);
      await this.tell(change, caller, invitation);
      return invitation;
    });
  }

  private async spend(tx: Transaction, scope: string, limit: number): Promise<void> {
    if ((await this.invitations.spend(tx, scope)) <= limit) return;
    const retryAfterSeconds = HOUR_S - (Math.floor(Date.now() / 1_000) % HOUR_S);
    throw new DomainError('TOO_MANY_REQUESTS', 'Too many invitations in this hour', undefined, { retryAfterSeconds });
  }

  private async tell({ tx, workspace }: WorkspaceChange, caller: Caller, invitation: Invitation): Promise<void> {
    const { id: invitationId, workspaceId, userId, role, createdAt } = invitation;
    await this.feed.record(tx, memberWasInvited(caller, workspaceId, invitationId, createdAt));
    await this.outbox.add(tx, invitationSent, {
      invitationId,
      workspaceId,
      workspaceName: workspace.name,
      invitedBy: caller.userId,
      userId,
      role,
      occurredAt: createdAt.toISOString(),
    });
  }
}
