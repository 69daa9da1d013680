import '@fastify/cookie';
import { Injectable } from '@nestjs/common';
import { refreshSession, type TokenSet } from '@atrium/contracts';
import { currentRequest, requestIdFrom, runInRequestContext } from '@atrium/observability';
import { isRefusal, RpcClient, TokenVerifier, type Caller } from '@atrium/rpc';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { AuthCookies, REFRESH_COOKIE } from '../accounts/auth-cookies.js';

/** Keeps browsers signed in: where the access token's cookie has run out, the refresh token's gives a new one. */
@Injectable()
export class SessionRenewal {
  private readonly underWay = new Map<string, Promise<TokenSet>>();

  constructor(
    private readonly rpc: RpcClient,
    private readonly verifier: TokenVerifier,
    private readonly cookies: AuthCookies,
  ) {}

  /**
   * Who the refresh token's cookie stands for; the answer sets the cookies anew. Undefined when there is none or it is
   * no longer good, and then the answer clears them. Never for a request that says by a header who it is.
   */
  async renew({ headers, cookies }: FastifyRequest, reply: FastifyReply): Promise<Caller | undefined> {
    const refreshToken = cookies[REFRESH_COOKIE];
    if (headers.authorization !== undefined || !refreshToken) return undefined;
    const tokens = await this.tokensOf(refreshToken);
    if (!tokens) {
      this.cookies.clear(reply);
      return undefined;
    }
    this.cookies.set(reply, tokens);
    return this.verifier.verify(tokens.accessToken);
  }

  /** New tokens for the refresh token's cookie; undefined when that is no longer good. */
  async tokensOf(refreshToken: string): Promise<TokenSet | undefined> {
    try {
      return await this.tokensFor(refreshToken);
    } catch (error) {
      if (!isRefusal(error, 'REFRESH_TOKEN_INVALID', 'REFRESH_TOKEN_REVOKED', 'VALIDATION_FAILED')) throw error;
      return undefined;
    }
  }

  /** A page sends many requests at once; they share one renewal. */
  private tokensFor(refreshToken: string): Promise<TokenSet> {
    const underWay = this.underWay.get(refreshToken);
    if (underWay) return underWay;
    // Not the first request's own time and life: the others must not lose the tokens with it.
    const { requestId } = currentRequest() ?? { requestId: requestIdFrom(undefined) };
    const renewal = runInRequestContext({ requestId }, () => this.rpc.call(refreshSession, { refreshToken }));
    this.underWay.set(refreshToken, renewal);
    return renewal.finally(() => this.underWay.delete(refreshToken));
  }
}
