import { IsEmail, IsString, Length, MaxLength } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import type { UserView } from './user.view.js';

export class FindUsersByNameRequest {
  @IsString()
  @Length(1, 150)
  readonly username!: string;

  @IsEmail()
  @MaxLength(254)
  readonly email!: string;
}

/** Those who have this user name or this address, without regard to case: nobody, one person, or two. */
export const findUsersByName = defineRpc({
  subject: 'user.rpc.find-by-name.v1',
  request: FindUsersByNameRequest,
  response: reply<UserView[]>(),
  access: 'service',
});
