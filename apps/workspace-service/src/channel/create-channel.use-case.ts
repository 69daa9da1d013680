import { Injectable } from '@nestjs/common';
import { channelCreated, type CreateChannelRequest } from '@atrium/contracts';
import { DomainError, type Caller } from '@atrium/rpc';

import { ActivityFeed } from '../activity/activity-feed.js';
import { channelWasCreated } from '../activity/new-activity.js';
import { WorkspaceChanges } from '../change/workspace-changes.js';
import { ChannelMemberRepository } from '../channel-member/channel-member.repository.js';
import { nameKey, plainName } from '../naming/plain-text.js';
import type { Channel } from './channel.entity.js';
import { ChannelRepository } from './channel.repository.js';

/** Makes a channel with the caller in it and tells the suite. Guests may not. */
@Injectable()
export class CreateChannel {
  constructor(
    private readonly changes: WorkspaceChanges,
    private readonly channels: ChannelRepository,
    private readonly members: ChannelMemberRepository,
    private readonly feed: ActivityFeed,
  ) {}

  async execute(caller: Caller, { workspaceId, isPrivate, ...request }: CreateChannelRequest): Promise<Channel> {
    const createdBy = caller.userId;
    return this.changes.byMember(workspaceId, createdBy, async (change, role) => {
      if (role === 'guest') throw new DomainError('FORBIDDEN', 'Guests may not create channels');
      const { tx, occurredAt: createdAt } = change;
      const name = plainName(request.name, 'name');
      const described = { workspaceId, name, nameKey: nameKey(name), isPrivate, createdBy, createdAt };
      const channel = await this.channels.insert(tx, described);
      await this.members.add(tx, channel.id, createdBy, createdAt);
      await this.feed.record(tx, channelWasCreated(caller, channel));
      await change.tell(channelCreated, { channelId: channel.id, name, isPrivate, createdBy });
      return channel;
    });
  }
}
