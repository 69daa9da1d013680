import type { UserChanged, UserView } from '@atrium/contracts';

import type { User } from './user.entity.js';

export function toUserView(user: User): UserView {
  const { id, username, email, firstName, lastName, isStaff, isActive, dateJoined } = user;
  return { id, username, email, firstName, lastName, isStaff, isActive, dateJoined: dateJoined.toISOString() };
}

export function toUserChanged(user: User, actorId?: string): UserChanged {
  const { id, version, username, email, firstName, lastName, isStaff, isActive } = user;
  const occurredAt = new Date().toISOString();
  return {
    id,
    version,
    username,
    email,
    firstName,
    lastName,
    isStaff,
    isActive,
    occurredAt,
    ...(actorId === undefined ? {} : { actorId }),
  };
}
