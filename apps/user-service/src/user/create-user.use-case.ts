import { Injectable } from '@nestjs/common';
import { userCreated, type CreateUserRequest } from '@atrium/contracts';
import { Outbox } from '@atrium/events';
import { UnitOfWork } from '@atrium/persistence';

import type { User } from './user.entity.js';
import { UserRepository } from './user.repository.js';
import { toUserChanged } from './user.view.js';

/** Makes a profile and tells the suite. The id is the caller's, so repeating the call changes nothing. */
@Injectable()
export class CreateUser {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly users: UserRepository,
    private readonly outbox: Outbox,
  ) {}

  async execute({
    isStaff = false,
    isActive = true,
    dateJoined,
    createdBy,
    ...names
  }: CreateUserRequest): Promise<User> {
    const [existing] = await this.users.findByIds([names.id]);
    if (existing) return existing;
    return this.unitOfWork.run(async (tx) => {
      const joined = dateJoined === undefined ? new Date() : new Date(dateJoined);
      const user = await this.users.insert(tx, { ...names, isStaff, isActive, dateJoined: joined });
      await this.outbox.add(tx, userCreated, toUserChanged(user, createdBy));
      return user;
    });
  }
}
