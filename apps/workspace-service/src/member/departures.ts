import { Injectable } from '@nestjs/common';
import { channelChanged, memberRemoved, type RemovalReason } from '@atrium/contracts';

import type { WorkspaceChange } from '../change/workspace-change.js';
import { ChannelMemberRepository } from '../channel-member/channel-member.repository.js';
import { InvitationRepository } from '../invitation/invitation.repository.js';
import { MembershipRepository } from '../membership/membership.repository.js';

/** How somebody comes out of a workspace, whatever the reason. */
@Injectable()
export class Departures {
  constructor(
    private readonly memberships: MembershipRepository,
    private readonly invitations: InvitationRepository,
    private readonly channelMembers: ChannelMemberRepository,
  ) {}

  /**
   * Takes somebody out of the workspace and all of its channels, and takes back the invitations they sent. A
   * private channel that is empty then is archived.
   */
  async depart(change: WorkspaceChange, userId: string, reason: RemovalReason): Promise<void> {
    const { tx, workspace, occurredAt } = change;
    await this.memberships.remove(tx, workspace.id, userId);
    await this.invitations.revokeBy(tx, workspace.id, userId);
    const emptied = await this.channelMembers.removeFromAll(tx, workspace.id, userId, occurredAt);
    await change.tell(memberRemoved, { userId, reason });
    for (const { channelId, name } of emptied) {
      await change.tell(channelChanged, { channelId, name, isPrivate: true, isArchived: true, changedBy: userId });
    }
  }
}
