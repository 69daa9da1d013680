import { IsString, MaxLength, MinLength } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import type { TokenSet } from './tokens.js';

export class RefreshTokenRequest {
  @IsString()
  @MinLength(1)
  @MaxLength(512)
  readonly refreshToken!: string;
}

/** Rotates a refresh token: the old one is used up, its reuse ends the session. */
export const refreshSession = defineRpc({
  subject: 'auth.rpc.refresh.v1',
  request: RefreshTokenRequest,
  response: reply<TokenSet>(),
  access: 'anyone',
  errors: ['REFRESH_TOKEN_INVALID'],
});

/** Ends the session of a refresh token. An unknown token is no error: the session is gone either way. */
export const logout = defineRpc({
  subject: 'auth.rpc.logout.v1',
  request: RefreshTokenRequest,
  response: reply<Record<string, never>>(),
  access: 'anyone',
});
