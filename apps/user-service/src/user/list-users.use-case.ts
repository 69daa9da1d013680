import { Injectable } from '@nestjs/common';
import type { ListUsersRequest, UserList } from '@atrium/contracts';
import type { Caller } from '@atrium/rpc';

import type { User } from './user.entity.js';
import { UserRepository } from './user.repository.js';
import { toUserView } from './user.view.js';
import { Viewer } from './viewer.js';

/** A page of all users for staff; anybody else is the only user there is. */
@Injectable()
export class ListUsers {
  constructor(
    private readonly viewer: Viewer,
    private readonly users: UserRepository,
  ) {}

  async execute(caller: Caller, { search = '', limit, offset, ...order }: ListUsersRequest): Promise<UserList> {
    const viewer = await this.viewer.profileOf(caller);
    const words = search.split(/[\s,]+/).filter((word) => word !== '');
    if (!viewer.isStaff) return listOfOne(viewer, words, offset);
    const patterns = words.map(toPattern);
    const [users, total] = await Promise.all([
      this.users.findMatching(patterns, order, { limit, offset }),
      this.users.countMatching(patterns),
    ]);
    return { users: users.map(toUserView), total };
  }
}

/** What `findMatching` would find if nobody else existed. */
function listOfOne(user: User, words: readonly string[], offset: number): UserList {
  const texts = [user.username, user.email, user.firstName, user.lastName].map((text) => text.toLowerCase());
  const fits = words.every((word) => texts.some((text) => text.includes(word.toLowerCase())));
  if (!fits) return { users: [], total: 0 };
  return { users: offset === 0 ? [toUserView(user)] : [], total: 1 };
}

/** A LIKE pattern that finds the word itself anywhere. */
function toPattern(word: string): string {
  return `%${word.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
}
