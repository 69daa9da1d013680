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
