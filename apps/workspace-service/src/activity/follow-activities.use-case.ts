import { Injectable } from '@nestjs/common';
import type { FollowActivitiesRequest, FollowedActivities } from '@atrium/contracts';

import { ChannelMemberRepository } from '../channel-member/channel-member.repository.js';
import { MembershipRepository } from '../membership/membership.repository.js';
import { ActivityRepository } from './activity.repository.js';
import { toActivityView } from './activity.view.js';

/** Lines repeated to somebody who comes back. */
const MAX_MISSED = 500;

/** What a member needs to follow a feed; refuses everybody else with WORKSPACE_NOT_FOUND. */
@Injectable()
export class FollowActivities {
  constructor(
    private readonly memberships: MembershipRepository,
    private readonly channelMembers: ChannelMemberRepository,
    private readonly activities: ActivityRepository,
  ) {}

  async execute(userId: string, { workspaceId, since }: FollowActivitiesRequest): Promise<FollowedActivities> {
    const role = await this.memberships.requireRole(workspaceId, userId);
    const own = await this.channelMembers.findOwn(workspaceId, userId);
    // The head first: a line that is added meanwhile may come twice, once here and once live, but never not at all.
    const head = await this.activities.findHead(workspaceId);
    const isBehind = since !== undefined && since < head;
    const missed = isBehind
      ? await this.activities.findAfter({ workspaceId, userId, role }, since, MAX_MISSED + 1)
      : [];
    return {
      workspaceId,
      head,
      privateChannelIds: own.filter(({ isPrivate }) => isPrivate).map(({ channelId }) => channelId),
      onlyChannelIds: role === 'guest' ? own.map(({ channelId }) => channelId) : null,
      missed: missed.slice(0, MAX_MISSED).map((line) => ({ seq: line.seq, activity: toActivityView(line) })),
      isComplete: missed.length <= MAX_MISSED,
    };
  }
}
