import {
  IsBoolean,
  IsEmail,
  IsISO8601,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  ValidateIf,
} from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import { USERNAME_PATTERN } from '../user/create-user.rpc.js';
import type { RegisteredAccount } from './register.rpc.js';

/** An account as an operator makes it: with a password, or with the hash that another system kept of one. */
export class ProvisionAccountRequest {
  @IsString()
  @Length(1, 150)
  @Matches(USERNAME_PATTERN)
  readonly username!: string;

  @IsEmail()
  @MaxLength(254)
  readonly email!: string;

  @ValidateIf(({ passwordHash }: ProvisionAccountRequest) => passwordHash === undefined)
  @IsString()
  @Length(8, 128)
  readonly password?: string;

  /** Stored as it is; replaced by this suite's own at the first sign-in. Counts only without `password`. */
  @IsOptional()
  @IsString()
  @Length(1, 512)
  readonly passwordHash?: string;

  @IsString()
  @MaxLength(150)
  readonly firstName!: string;

  @IsString()
  @MaxLength(150)
  readonly lastName!: string;

  @IsBoolean()
  readonly isStaff!: boolean;

  @IsBoolean()
  readonly isActive!: boolean;

  @IsOptional()
  @IsISO8601({ strict: true })
  readonly dateJoined?: string;
}

/** Makes an account on behalf of an operator, who proves it by the internal token. */
export const provisionAccount = defineRpc({
  subject: 'auth.rpc.provision-account.v1',
  request: ProvisionAccountRequest,
  response: reply<RegisteredAccount>(),
  access: 'service',
  errors: ['USERNAME_TAKEN', 'EMAIL_TAKEN'],
  timeoutMs: 5_000,
});
