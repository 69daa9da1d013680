import { Injectable } from '@nestjs/common';
import { userUpdated, type UpdateUserRequest } from '@atrium/contracts';
import { Outbox } from '@atrium/events';
import { UnitOfWork } from '@atrium/persistence';
import type { Caller } from '@atrium/rpc';

import type { User } from './user.entity.js';
import { UserRepository, type UserChanges } from './user.repository.js';
import { toUserChanged } from './user.view.js';
import { userNotFound, Viewer } from './viewer.js';

/** Changes one's own profile, or for staff anybody's with its flags, and tells the suite if that changed anything. */
@Injectable()
export class UpdateUser {
  constructor(
    private readonly viewer: Viewer,
    private readonly unitOfWork: UnitOfWork,
    private readonly users: UserRepository,
    private readonly outbox: Outbox,
  ) {}

  /** Rejects with USER_NOT_FOUND, USERNAME_TAKEN or EMAIL_TAKEN. */
  async execute(caller: Caller, { id, ...wanted }: UpdateUserRequest): Promise<User> {
    const { isStaff } = await this.viewer.requireAccess(caller, id);
    const changes = isStaff ? given(wanted) : withoutFlags(given(wanted));
    return this.unitOfWork.run(async (tx) => {
      const before = await this.users.lock(tx, id);
      if (!before) throw userNotFound();
      const after = await this.users.change(tx, before, changes);
      if (after.version > before.version) await this.outbox.add(tx, userUpdated, toUserChanged(after, caller.userId));
      return after;
    });
  }
}

/** Without what was left out. */
function given(wanted: Omit<UpdateUserRequest, 'id'>): UserChanges {
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => (value as unknown) != null));
}

/** Only staff decide about these; from anybody else they are ignored. */
function withoutFlags({ isStaff: _isStaff, isActive: _isActive, ...changes }: UserChanges): UserChanges {
  return changes;
}
