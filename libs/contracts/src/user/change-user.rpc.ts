import { IsBoolean, IsEmail, IsOptional, IsString, IsUUID, Length, Matches, MaxLength } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import { USERNAME_PATTERN } from './create-user.rpc.js';
import type { UserView } from './user.view.js';

/** What is absent stays as it is. */
export class UpdateUserRequest {
  @IsUUID()
  readonly id!: string;

  @IsOptional()
  @IsString()
  @Length(1, 150)
  @Matches(USERNAME_PATTERN)
  readonly username?: string;

  @IsOptional()
  @IsEmail()
  @MaxLength(254)
  readonly email?: string;

  @IsOptional()
  @IsString()
  @MaxLength(150)
  readonly firstName?: string;

  @IsOptional()
  @IsString()
  @MaxLength(150)
  readonly lastName?: string;

  /** Counts from staff only; ignored from anybody else, as are all flags. */
  @IsOptional()
  @IsBoolean()
  readonly isStaff?: boolean;

  @IsOptional()
  @IsBoolean()
  readonly isActive?: boolean;
}

/** Changes the caller's own profile, or anybody's for staff. */
export const updateUser = defineRpc({
  subject: 'user.rpc.update.v1',
  request: UpdateUserRequest,
  response: reply<UserView>(),
  access: 'user',
  errors: ['USER_NOT_FOUND', 'USERNAME_TAKEN', 'EMAIL_TAKEN'],
});

export class DeleteUserRequest {
  @IsUUID()
  readonly id!: string;
}

/** Ends the caller's own account, or anybody's for staff: names become free, what the person wrote stays without them. */
export const deleteUser = defineRpc({
  subject: 'user.rpc.delete.v1',
  request: DeleteUserRequest,
  response: reply<Record<string, never>>(),
  access: 'user',
  errors: ['USER_NOT_FOUND'],
});
