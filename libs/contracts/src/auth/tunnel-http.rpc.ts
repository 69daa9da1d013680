import { IsBase64, IsIn, IsIP, IsObject, IsString, Matches, MaxLength } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';

/** The methods that auth-service's own HTTP surface may be called with. */
export const TUNNEL_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

export type TunnelMethod = (typeof TUNNEL_METHODS)[number];

/** Largest body of a tunnelled request, in bytes. */
export const MAX_TUNNEL_BODY = 56 * 1024;

/** Headers by lower-case name; a header that came several times is a list, never joined. */
export type TunnelHeaders = Readonly<Record<string, string | readonly string[]>>;

/** An HTTP request as the gateway received it, without what belongs to its connection. */
export class TunnelHttpRequest {
  @IsIn(TUNNEL_METHODS)
  readonly method!: TunnelMethod;

  /** Path and query, beginning with a slash. */
  @IsString()
  @MaxLength(16_384)
  @Matches(/^\/[^\s]*$/)
  readonly url!: string;

  @IsObject()
  readonly headers!: TunnelHeaders;

  /** The raw bytes in Base64; empty when there is no body. */
  @IsBase64()
  @MaxLength(Math.ceil(MAX_TUNNEL_BODY / 3) * 4)
  readonly body!: string;

  /** Whose request it is, by the gateway's own knowledge. */
  @IsIP()
  readonly ip!: string;
}

/** The HTTP answer to {@link TunnelHttpRequest}; the body is Base64. */
export interface TunnelHttpResponse {
  readonly status: number;
  readonly headers: TunnelHeaders;
  readonly body: string;
}

/** Hands a request to auth-service's HTTP surface, which listens nowhere. */
export const tunnelHttp = defineRpc({
  subject: 'auth.rpc.http.v1',
  request: TunnelHttpRequest,
  response: reply<TunnelHttpResponse>(),
  access: 'anyone',
  timeoutMs: 8_000,
});
