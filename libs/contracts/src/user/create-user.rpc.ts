import {
  IsBoolean,
  IsEmail,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
} from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import type { UserView } from './user.view.js';

/** Letters, digits and `@ . + - _`, as Django's user model allows. */
export const USERNAME_PATTERN = /^[\p{L}\p{N}@.+_-]+$/u;

export class CreateUserRequest {
  /** Chosen by the caller: repeating the call with the same id and names returns the same profile. */
  @IsUUID()
  readonly id!: string;

  @IsString()
  @Length(1, 150)
  @Matches(USERNAME_PATTERN)
  readonly username!: string;

  @IsEmail()
  @MaxLength(254)
  readonly email!: string;

  @IsString()
  @MaxLength(150)
  readonly firstName!: string;

  @IsString()
  @MaxLength(150)
  readonly lastName!: string;

  /** Whether they may administer the suite; false unless said otherwise. */
  @IsOptional()
  @IsBoolean()
  readonly isStaff?: boolean;

  /** Whether they may sign in; true unless said otherwise. */
  @IsOptional()
  @IsBoolean()
  readonly isActive?: boolean;

  /** When they joined, for accounts that come from elsewhere; now unless said otherwise. */
  @IsOptional()
  @IsISO8601({ strict: true })
  readonly dateJoined?: string;

  /** The member of staff who makes the account for them. */
  @IsOptional()
  @IsUUID()
  readonly createdBy?: string;
}

export const createUser = defineRpc({
  subject: 'user.rpc.create.v1',
  request: CreateUserRequest,
  response: reply<UserView>(),
  access: 'service',
  errors: ['USERNAME_TAKEN', 'EMAIL_TAKEN'],
});
