import { Injectable } from '@nestjs/common';
import { DomainError, type Caller } from '@atrium/rpc';

import type { User } from './user.entity.js';
import { UserRepository } from './user.repository.js';

/** Decides whose profiles somebody may see and change: their own, or everybody's for staff. */
@Injectable()
export class Viewer {
  constructor(private readonly users: UserRepository) {}

  /**
   * The caller's profile as it is now: a token may be a quarter of an hour behind it. Rejects with TOKEN_INVALID when
   * the account has ended or is not active.
   */
  async profileOf({ userId }: Pick<Caller, 'userId'>): Promise<User> {
    const user = await this.users.findById(userId);
    if (!user) throw new DomainError('TOKEN_INVALID', 'User not found');
    if (!user.isActive) throw new DomainError('TOKEN_INVALID', 'User is inactive');
    return user;
  }

  /** The caller's profile, if they may see and change this one; USER_NOT_FOUND does not tell whether it exists. */
  async requireAccess(caller: Pick<Caller, 'userId'>, id: string): Promise<User> {
    const viewer = await this.profileOf(caller);
    if (viewer.isStaff || viewer.id === id) return viewer;
    throw userNotFound();
  }
}

export function userNotFound(): DomainError {
  return new DomainError('USER_NOT_FOUND', 'No User matches the given query.');
}
