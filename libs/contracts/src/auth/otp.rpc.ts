import { Type } from 'class-transformer';
import { IsEmail, IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import { SignInOrigin } from './sign-in-origin.js';
import type { TokenSet } from './tokens.js';

export class RequestOtpRequest {
  @IsEmail()
  @MaxLength(254)
  readonly email!: string;
}

/** Sends a six-digit code by e-mail. The answer is the same whether or not the address has an account. */
export const requestOtp = defineRpc({
  subject: 'auth.rpc.request-otp.v1',
  request: RequestOtpRequest,
  response: reply<Record<string, never>>(),
  access: 'anyone',
});

export class VerifyOtpRequest {
  @IsEmail()
  @MaxLength(254)
  readonly email!: string;

  @IsString()
  @Matches(/^\d{6}$/, { message: 'otp must be a six-digit code' })
  readonly otp!: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => SignInOrigin)
  readonly origin?: SignInOrigin;
}

/** Exchanges a code for a session. A code works once, for five minutes, and dies after five wrong guesses. */
export const verifyOtp = defineRpc({
  subject: 'auth.rpc.verify-otp.v1',
  request: VerifyOtpRequest,
  response: reply<TokenSet>(),
  access: 'anyone',
  errors: ['OTP_INVALID'],
});
