import { Injectable } from '@nestjs/common';
import type { ListChannelMembersRequest, MemberList } from '@atrium/contracts';

import { ChannelMemberRepository } from '../channel-member/channel-member.repository.js';
import { MemberLists } from '../membership/member-lists.js';
import { ChannelRepository } from './channel.repository.js';

/** Who is in a channel, for everybody who may read it; refuses others with CHANNEL_NOT_FOUND. */
@Injectable()
export class ListChannelMembers {
  constructor(
    private readonly channels: ChannelRepository,
    private readonly members: ChannelMemberRepository,
    private readonly lists: MemberLists,
  ) {}

  async execute(userId: string, { channelId, after, limit }: ListChannelMembersRequest): Promise<MemberList> {
    await this.channels.requireReadable(channelId, userId);
    return this.lists.of(await this.members.findPage(channelId, after, limit + 1), limit);
  }
}
