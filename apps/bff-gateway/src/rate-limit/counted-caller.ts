import { performance } from 'node:perf_hooks';

import { Injectable } from '@nestjs/common';
import { isRefusal, TokenVerifier } from '@atrium/rpc';
import { networkOf } from '@atrium/service';
import type { FastifyRequest } from 'fastify';

import { presentedToken, type PresentedToken } from '../identity/access-token.js';
import { ClientTokens, isOpaque } from '../identity/client-tokens.js';

/** Bad tokens that one address may have looked up in a minute; each costs a call to auth-service. */
const MAX_BAD_TOKENS = 100;
const MINUTE_MS = 60_000;

/**
 * Whom a request is counted for: the user of a good access token, else the client's address. A third-party client's
 * token counts for its user too, because a client such as Google speaks for many from few addresses.
 */
@Injectable()
export class CountedCaller {
  private readonly badTokens = new Map<string, number>();
  private minuteEnds = 0;

  constructor(
    private readonly verifier: TokenVerifier,
    private readonly clientTokens: ClientTokens,
  ) {}

  async of({ headers, cookies, ip }: Pick<FastifyRequest, 'headers' | 'cookies' | 'ip'>): Promise<string> {
    const presented = presentedToken(headers, cookies);
    const address = networkOf(ip);
    if (!presented) return address;
    try {
      const accessToken = isOfClient(presented) ? await this.exchange(presented, address) : presented.accessToken;
      return `user:${(await this.verifier.verify(accessToken)).userId}`;
    } catch {
      // Whoever sends a bad token is counted as the stranger they are; the guard says what is wrong with it.
      return address;
    }
  }

  private async exchange({ accessToken }: PresentedToken, address: string): Promise<string> {
    const bad = this.badTokensOf(address);
    if (bad >= MAX_BAD_TOKENS) throw new Error('Too many bad tokens');
    try {
      return await this.clientTokens.exchange(accessToken);
    } catch (error) {
      if (isRefusal(error, 'TOKEN_INVALID')) this.badTokens.set(address, this.badTokensOf(address) + 1);
      throw error;
    }
  }

  private badTokensOf(address: string): number {
    if (performance.now() >= this.minuteEnds) {
      this.badTokens.clear();
      this.minuteEnds = performance.now() + MINUTE_MS;
    }
    return this.badTokens.get(address) ?? 0;
  }
}

function isOfClient({ accessToken, isFromCookie }: PresentedToken): boolean {
  return !isFromCookie && isOpaque(accessToken);
}
