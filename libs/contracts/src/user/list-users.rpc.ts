import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import type { UserView } from './user.view.js';

/** What a list of users can be ordered by. */
export const USER_ORDERINGS = ['username', 'email', 'dateJoined'] as const;
export type UserOrdering = (typeof USER_ORDERINGS)[number];

/** The most users that one reply holds. */
export const MAX_USERS_LISTED = 500;

export class ListUsersRequest {
  /** Words that must all occur in the user name, the address or the names, without regard to case. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  readonly search?: string;

  @IsIn(USER_ORDERINGS)
  readonly ordering!: UserOrdering;

  @IsBoolean()
  readonly isDescending!: boolean;

  @IsInt()
  @Min(1)
  @Max(MAX_USERS_LISTED)
  readonly limit!: number;

  /** How many to leave out at the beginning. */
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  readonly offset!: number;
}

export interface UserList {
  readonly users: readonly UserView[];
  /** How many there are in all. */
  readonly total: number;
}

/** Everybody for staff; anybody else sees themselves only. */
export const listUsers = defineRpc({
  subject: 'user.rpc.list.v1',
  request: ListUsersRequest,
  response: reply<UserList>(),
  access: 'user',
});
