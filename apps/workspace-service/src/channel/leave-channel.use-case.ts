import { Injectable } from '@nestjs/common';
import { channelChanged, channelMemberRemoved, type OfChannelMember, type RemovalReason } from '@atrium/contracts';
import { DomainError } from '@atrium/rpc';

import type { WorkspaceChange } from '../change/workspace-change.js';
import { ChannelMemberRepository } from '../channel-member/channel-member.repository.js';
import { ChannelChanges, requireRightsIn } from './channel-changes.js';
import { ChannelRepository, type ReadableChannel } from './channel.repository.js';

/** Takes somebody out of a channel. A private one that nobody is in any more is archived. */
@Injectable()
export class LeaveChannel {
  constructor(
    private readonly changes: ChannelChanges,
    private readonly channels: ChannelRepository,
    private readonly members: ChannelMemberRepository,
  ) {}

  /** The caller goes, from an archived channel too. Whoever only reads a public channel is not in it: no change. */
  leave(userId: string, channelId: number): Promise<void> {
    return this.changes.evenArchived(channelId, userId, async (change, channel) => {
      await this.takeOut(change, channel, userId, 'left');
    });
  }

  /** Somebody takes out somebody else; refuses with MEMBER_NOT_FOUND when they are not in it. */
  remove(callerId: string, { channelId, userId }: OfChannelMember): Promise<void> {
    if (userId === callerId) return this.leave(callerId, channelId);
    return this.changes.inUse(channelId, callerId, async (change, channel) => {
      requireRightsIn(channel, callerId);
      if (await this.takeOut(change, channel, userId, 'removed')) return;
      throw new DomainError('MEMBER_NOT_FOUND', 'Nobody in this channel has this id');
    });
  }

  private async takeOut(
    change: WorkspaceChange,
    { id: channelId, name, isPrivate, isArchived }: ReadableChannel,
    userId: string,
    reason: RemovalReason,
  ): Promise<boolean> {
    if (!(await this.members.remove(change.tx, channelId, userId))) return false;
    await change.tell(channelMemberRemoved, { channelId, userId, reason });
    if (isPrivate && !isArchived && (await this.members.isEmpty(change.tx, channelId))) {
      await this.channels.update(change.tx, channelId, { archivedAt: change.occurredAt });
      await change.tell(channelChanged, { channelId, name, isPrivate, isArchived: true, changedBy: userId });
    }
    return true;
  }
}
