import { IsBoolean, IsString, IsUUID, Length } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import { RegisterRequest, type RegisteredAccount } from './register.rpc.js';

export class CreateAccountRequest extends RegisterRequest {
  @IsBoolean()
  readonly isStaff!: boolean;

  @IsBoolean()
  readonly isActive!: boolean;
}

/** Registers somebody with flags of the caller's choice, who must be staff. */
export const createAccount = defineRpc({
  subject: 'auth.rpc.create-account.v1',
  request: CreateAccountRequest,
  response: reply<RegisteredAccount>(),
  access: 'user',
  errors: ['USERNAME_TAKEN', 'EMAIL_TAKEN'],
  timeoutMs: 5_000,
});

export class SetPasswordRequest {
  @IsUUID()
  readonly userId!: string;

  @IsString()
  @Length(8, 128)
  readonly password!: string;
}

/** Gives the caller, or anybody if the caller is staff, another password, and ends that person's other sessions. */
export const setPassword = defineRpc({
  subject: 'auth.rpc.set-password.v1',
  request: SetPasswordRequest,
  response: reply<Record<string, never>>(),
  access: 'user',
  errors: ['USER_NOT_FOUND'],
  timeoutMs: 5_000,
});
