import { Injectable } from '@nestjs/common';
import { MAX_LISTED, type ListChannelsRequest } from '@atrium/contracts';

import { MembershipRepository } from '../membership/membership.repository.js';
import { ChannelRepository, type ListedChannel } from './channel.repository.js';

/** The channels of a workspace that a member may read; refuses everybody else with WORKSPACE_NOT_FOUND. */
@Injectable()
export class ListChannels {
  constructor(
    private readonly memberships: MembershipRepository,
    private readonly channels: ChannelRepository,
  ) {}

  async execute(userId: string, request: ListChannelsRequest): Promise<ListedChannel[]> {
    const { workspaceId, isArchived = false, after = 0, limit = MAX_LISTED } = request;
    await this.memberships.requireRole(workspaceId, userId);
    return this.channels.findReadable(workspaceId, userId, { isArchived, after, limit });
  }
}
