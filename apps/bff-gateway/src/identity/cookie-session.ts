import { Injectable } from '@nestjs/common';
import { isRefusal, TokenVerifier } from '@atrium/rpc';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { ACCESS_COOKIE } from './access-token.js';
import { SessionRenewal } from './session-renewal.js';

/** Finds out which session a browser's cookies belong to. */
@Injectable()
export class CookieSession {
  constructor(
    private readonly verifier: TokenVerifier,
    private readonly renewal: SessionRenewal,
  ) {}

  /** Renews it where the access token has run out; undefined for whoever is not signed in by cookies. */
  async idOf(request: FastifyRequest, reply: FastifyReply): Promise<string | undefined> {
    const accessToken = request.cookies[ACCESS_COOKIE];
    try {
      if (accessToken) return (await this.verifier.verify(accessToken)).sessionId;
    } catch (error) {
      if (!isRefusal(error, 'TOKEN_INVALID')) throw error;
    }
    return (await this.renewal.renew(request, reply))?.sessionId;
  }
}
