import { Type } from 'class-transformer';
import { IsEmail, IsOptional, IsString, Length, MaxLength, ValidateNested } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import { SignInOrigin } from './sign-in-origin.js';

export class ChangePasswordRequest {
  @IsString()
  @Length(1, 1_024)
  readonly currentPassword!: string;

  @IsString()
  @Length(8, 128)
  readonly newPassword!: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => SignInOrigin)
  readonly origin?: SignInOrigin;
}

/** Changes the caller's password and ends their other sessions. Wrong guesses count as failed logins do. */
export const changePassword = defineRpc({
  subject: 'auth.rpc.change-password.v1',
  request: ChangePasswordRequest,
  response: reply<Record<string, never>>(),
  access: 'user',
  errors: ['PASSWORD_WRONG', 'TOO_MANY_REQUESTS'],
  timeoutMs: 5_000,
});

export class RequestPasswordResetRequest {
  @IsEmail()
  @MaxLength(254)
  readonly email!: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => SignInOrigin)
  readonly origin?: SignInOrigin;
}

/** Mails a token to set a new password with. The answer is the same whether or not the address has an account. */
export const requestPasswordReset = defineRpc({
  subject: 'auth.rpc.request-password-reset.v1',
  request: RequestPasswordResetRequest,
  response: reply<Record<string, never>>(),
  access: 'anyone',
});

export class ResetPasswordRequest {
  @IsString()
  @Length(1, 512)
  readonly token!: string;

  @IsString()
  @Length(8, 128)
  readonly newPassword!: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => SignInOrigin)
  readonly origin?: SignInOrigin;
}

/** Sets a new password by a mailed token, which works once, for 30 minutes, and ends all sessions of the account. */
export const resetPassword = defineRpc({
  subject: 'auth.rpc.reset-password.v1',
  request: ResetPasswordRequest,
  response: reply<Record<string, never>>(),
  access: 'anyone',
  errors: ['PASSWORD_RESET_INVALID'],
  timeoutMs: 5_000,
});
