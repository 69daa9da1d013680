import { ArrayMaxSize, IsArray, IsUUID } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import type { UserView } from './user.view.js';

export class FindUsersRequest {
  @IsArray()
  @ArrayMaxSize(500)
  @IsUUID(undefined, { each: true })
  readonly ids!: string[];
}

/** The directory: profiles by id; an unknown id is simply absent from the answer. */
export const findUsers = defineRpc({
  subject: 'user.rpc.find.v1',
  request: FindUsersRequest,
  response: reply<UserView[]>(),
  access: 'service',
});
