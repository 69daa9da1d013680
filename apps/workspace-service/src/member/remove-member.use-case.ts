import { Injectable } from '@nestjs/common';
import type { OfMember } from '@atrium/contracts';
import type { Caller } from '@atrium/rpc';

import { ActivityFeed } from '../activity/activity-feed.js';
import { memberLeft, memberWasRemoved } from '../activity/new-activity.js';
import { WorkspaceChanges } from '../change/workspace-changes.js';
import { MembershipRepository } from '../membership/membership.repository.js';
import { requireAtLeast, requireRightsOver } from '../membership/roles.js';
import { Departures } from './departures.js';

/** Takes somebody out of a workspace, or the caller themselves; a workspace keeps an owner. */
@Injectable()
export class RemoveMember {
  constructor(
    private readonly changes: WorkspaceChanges,
    private readonly memberships: MembershipRepository,
    private readonly departures: Departures,
    private readonly feed: ActivityFeed,
  ) {}

  /** Somebody takes out somebody else. */
  async execute(caller: Caller, { workspaceId, userId }: OfMember): Promise<void> {
    if (userId === caller.userId) return this.leave(caller, workspaceId);
    await this.changes.byMember(workspaceId, caller.userId, async (change, ownRole) => {
      requireAtLeast(ownRole, 'admin');
      requireRightsOver(ownRole, await this.memberships.requireMember(workspaceId, userId, change.tx));
      await this.departures.depart(change, userId, 'removed');
      await this.feed.record(change.tx, memberWasRemoved(caller, workspaceId, userId, change.occurredAt));
    });
  }

  /** The caller goes, from an archived workspace too. */
  async leave(caller: Caller, workspaceId: number): Promise<void> {
    const { userId } = caller;
    await this.changes.evenArchived(workspaceId, userId, async (change, ownRole) => {
      if (ownRole === 'owner') await this.memberships.requireOtherOwner(change.tx, workspaceId, userId);
      await this.departures.depart(change, userId, 'left');
      await this.feed.record(change.tx, memberLeft(caller, workspaceId, change.occurredAt));
    });
  }
}
