import { Injectable } from '@nestjs/common';
import type { ListActivitiesRequest } from '@atrium/contracts';

import { MembershipRepository } from '../membership/membership.repository.js';
import { ActivityRepository, type ListedActivity } from './activity.repository.js';

/** What happened in a workspace, for a member; refuses everybody else with WORKSPACE_NOT_FOUND. */
@Injectable()
export class ListActivities {
  constructor(
    private readonly memberships: MembershipRepository,
    private readonly activities: ActivityRepository,
  ) {}

  async execute(userId: string, { workspaceId, limit, before }: ListActivitiesRequest): Promise<ListedActivity[]> {
    const role = await this.memberships.requireRole(workspaceId, userId);
    return this.activities.findReadable({ workspaceId, userId, role }, limit, before);
  }
}
