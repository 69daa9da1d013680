import { Injectable } from '@nestjs/common';
import type { ListMembersRequest, MemberList } from '@atrium/contracts';

import { MemberLists } from '../membership/member-lists.js';
import { MembershipRepository } from '../membership/membership.repository.js';

/** Who is in a workspace, for everybody in it; refuses others with WORKSPACE_NOT_FOUND. */
@Injectable()
export class ListMembers {
  constructor(
    private readonly memberships: MembershipRepository,
    private readonly lists: MemberLists,
  ) {}

  async execute(userId: string, { workspaceId, after, limit }: ListMembersRequest): Promise<MemberList> {
    await this.memberships.requireRole(workspaceId, userId);
    return this.lists.of(await this.memberships.findPage(workspaceId, after, limit + 1), limit);
  }
}
