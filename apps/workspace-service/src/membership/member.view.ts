import { toSeedTime, type MemberView } from '@atrium/contracts';
import type { Person } from '@atrium/directory';

import type { ListedMember } from './membership.repository.js';

/** A member for the others; without names when that account is gone. */
export function toMemberView({ userId, role, joinedAt }: ListedMember, person: Person | undefined): MemberView {
  return {
    user_id: userId,
    username: person?.username ?? '',
    email: person?.email ?? '',
    first_name: person?.firstName ?? '',
    role,
    joined_at: toSeedTime(joinedAt),
  };
}
