import { IsString, Matches } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';

export class ExchangeClientTokenRequest {
  @IsString()
  @Matches(/^[\w-]{1,256}$/)
  readonly token!: string;
}

/** A signed access token with `client_id` and `scope`, for calls inside the suite; it never leaves it. */
export interface ClientAccessToken {
  readonly accessToken: string;
}

/**
 * Exchanges the opaque access token that a third-party client presents for a signed one of a minute. Rejects with
 * TOKEN_INVALID when it is unknown, revoked or expired, or speaks for nobody.
 */
export const exchangeClientToken = defineRpc({
  subject: 'auth.rpc.exchange-client-token.v1',
  request: ExchangeClientTokenRequest,
  response: reply<ClientAccessToken>(),
  access: 'service',
});
