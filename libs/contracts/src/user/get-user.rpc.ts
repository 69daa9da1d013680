import { IsUUID } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import type { UserView } from './user.view.js';

export class GetOwnUserRequest {}

/** The caller's own profile. */
export const getOwnUser = defineRpc({
  subject: 'user.rpc.get-own.v1',
  request: GetOwnUserRequest,
  response: reply<UserView>(),
  access: 'user',
  errors: ['USER_NOT_FOUND'],
});

export class GetUserRequest {
  @IsUUID()
  readonly id!: string;
}

/** One profile: the caller's own, or anybody's for staff. USER_NOT_FOUND covers "may not see" as well. */
export const getUser = defineRpc({
  subject: 'user.rpc.get.v1',
  request: GetUserRequest,
  response: reply<UserView>(),
  access: 'user',
  errors: ['USER_NOT_FOUND'],
});
