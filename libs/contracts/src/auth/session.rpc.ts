import { IsString, MaxLength, MinLength } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import type { TokenSet } from './tokens.js';

export class RefreshTokenRequest {
  @IsString()
  @MinLength(1)
  @MaxLength(512)
  readonly refreshToken!: string;
}

/**
 * Rotates a refresh token: the old one is used up, its reuse ends the session. REFRESH_TOKEN_REVOKED says of a token that
 * it once was good: it was used, or its session was ended.
 */
export const refreshSession = defineRpc({
  subject: 'auth.rpc.refresh.v1',
  request: RefreshTokenRequest,
  response: reply<TokenSet>(),
  access: 'anyone',
  errors: ['REFRESH_TOKEN_INVALID', 'REFRESH_TOKEN_REVOKED'],
});

/** Ends the session of a refresh token. An unknown token is no error: the session is gone either way. */
export const logout = defineRpc({
  subject: 'auth.rpc.logout.v1',
  request: RefreshTokenRequest,
  response: reply<Record<string, never>>(),
  access: 'anyone',
});

/** Says whether a refresh token could be used now, without using it. Its refusals are those of {@link refreshSession}. */
export const checkRefreshToken = defineRpc({
  subject: 'auth.rpc.check-refresh-token.v1',
  request: RefreshTokenRequest,
  response: reply<Record<string, never>>(),
  access: 'anyone',
  errors: ['REFRESH_TOKEN_INVALID', 'REFRESH_TOKEN_REVOKED'],
});

export class LogoutSessionRequest {}

/** Ends the session that the caller's access token belongs to. */
export const logoutSession = defineRpc({
  subject: 'auth.rpc.logout-session.v1',
  request: LogoutSessionRequest,
  response: reply<Record<string, never>>(),
  access: 'user',
});
