import { Type } from 'class-transformer';
import { IsIn, IsOptional, IsString, Length, MaxLength, MinLength, ValidateNested } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import { SignInOrigin } from './sign-in-origin.js';
import type { TokenSet } from './tokens.js';

/** How a session's tokens travel: `bearer` in bodies, for 7 days, `cookie` in HttpOnly cookies, for 30. */
export const SESSION_FAMILIES = ['bearer', 'cookie'] as const;

export type SessionFamily = (typeof SESSION_FAMILIES)[number];

export class LoginRequest {
  /** A user name or an e-mail address, in any case. */
  @IsString()
  @Length(1, 254)
  readonly identifier!: string;

  /** Of any length that could have been a password anywhere. */
  @IsString()
  @MinLength(1)
  @MaxLength(1_024)
  readonly password!: string;

  @IsIn(SESSION_FAMILIES)
  readonly family!: SessionFamily;

  @IsOptional()
  @ValidateNested()
  @Type(() => SignInOrigin)
  readonly origin?: SignInOrigin;
}

export interface LoggedIn {
  readonly userId: string;
  readonly tokens: TokenSet;
  /** For the device to keep and to show at its next login: see {@link SignInOrigin}. */
  readonly deviceToken: string;
}

/**
 * Exchanges a password for a session. The refusal is the same whether or not there is such an account; after too many
 * failures it is TOO_MANY_REQUESTS with the seconds to wait.
 */
export const login = defineRpc({
  subject: 'auth.rpc.login.v1',
  request: LoginRequest,
  response: reply<LoggedIn>(),
  access: 'anyone',
  errors: ['INVALID_CREDENTIALS', 'TOO_MANY_REQUESTS'],
  timeoutMs: 5_000,
});
