import { Injectable } from '@nestjs/common';
import type { MemberList } from '@atrium/contracts';
import { People } from '@atrium/directory';

import type { ListedMember } from './membership.repository.js';
import { toMemberView } from './member.view.js';

/** Makes lists of members out of pages, with everybody's names. */
@Injectable()
export class MemberLists {
  constructor(private readonly people: People) {}

  /** The first `limit` of these, which are one more when others follow. */
  async of(members: readonly ListedMember[], limit: number): Promise<MemberList> {
    const shown = members.slice(0, limit);
    if (shown.length === 0) return { items: [], next: null };
    const people = await this.people.find(shown.map(({ userId }) => userId));
    const items = shown.map((member) => toMemberView(member, people.get(member.userId)));
    return { items, next: members.length > limit ? (shown.at(-1)?.userId ?? null) : null };
  }
}
