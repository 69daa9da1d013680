import type { UserChanged, UserView } from '@atrium/contracts';

import type { Profile } from './identity.entity.js';

/** The copy that a profile event asks for. */
export function fromUserChanged({ id, version, ...profile }: UserChanged): Profile {
  return identityOf(id, version, profile);
}

/** The copy of a profile as user-service answered; it gives way to any event. */
export function fromUserView({ id, ...profile }: UserView): Profile {
  return identityOf(id, 0, profile);
}

function identityOf(userId: string, version: number, profile: Omit<Profile, 'userId' | 'version'>): Profile {
  const { username, email, firstName, lastName, isStaff, isActive } = profile;
  return { userId, version, username, email, firstName, lastName, isStaff, isActive };
}
