import { IsEmail, IsString, Length, Matches, MaxLength } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import { USERNAME_PATTERN } from '../user/create-user.rpc.js';
import type { UserView } from '../user/user.view.js';

export class RegisterRequest {
  @IsString()
  @Length(1, 150)
  @Matches(USERNAME_PATTERN)
  readonly username!: string;

  @IsString()
  @Length(8, 128)
  readonly password!: string;

  @IsEmail()
  @MaxLength(254)
  readonly email!: string;

  @IsString()
  @MaxLength(150)
  readonly firstName!: string;

  @IsString()
  @MaxLength(150)
  readonly lastName!: string;
}

export interface RegisteredAccount {
  readonly userId: string;
  readonly user: UserView;
}

/** Creates an account: the credential here, the profile in user-service. */
export const register = defineRpc({
  subject: 'auth.rpc.register.v1',
  request: RegisterRequest,
  response: reply<RegisteredAccount>(),
  access: 'anyone',
  errors: ['USERNAME_TAKEN', 'EMAIL_TAKEN'],
  timeoutMs: 5_000,
});
