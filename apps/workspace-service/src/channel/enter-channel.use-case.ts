import { Injectable } from '@nestjs/common';
import { channelMemberAdded, type OfChannelMember } from '@atrium/contracts';

import type { WorkspaceChange } from '../change/workspace-change.js';
import { ChannelMemberRepository } from '../channel-member/channel-member.repository.js';
import { MembershipRepository } from '../membership/membership.repository.js';
import { requireAtLeast } from '../membership/roles.js';
import { ChannelChanges } from './channel-changes.js';

/** Puts somebody into a channel: a reader themselves, or another member of the workspace. Repeating changes nothing. */
@Injectable()
export class EnterChannel {
  constructor(
    private readonly changes: ChannelChanges,
    private readonly members: ChannelMemberRepository,
    private readonly memberships: MembershipRepository,
  ) {}

  join(userId: string, channelId: number): Promise<void> {
    return this.changes.inUse(channelId, userId, (change) => this.add(change, { channelId, userId, addedBy: userId }));
  }

  invite(callerId: string, { channelId, userId }: OfChannelMember): Promise<void> {
    return this.changes.inUse(channelId, callerId, async (change, { workspaceId, role }) => {
      requireAtLeast(role, 'member');
      await this.memberships.requireMember(workspaceId, userId, change.tx);
      await this.add(change, { channelId, userId, addedBy: callerId });
    });
  }

  private async add(
    change: WorkspaceChange,
    added: { readonly channelId: number; readonly userId: string; readonly addedBy: string },
  ): Promise<void> {
    const isNew = await this.members.add(change.tx, added.channelId, added.userId, change.occurredAt);
    if (isNew) await change.tell(channelMemberAdded, added);
  }
}
