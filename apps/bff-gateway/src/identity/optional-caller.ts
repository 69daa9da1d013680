import { Injectable } from '@nestjs/common';
import { isRefusal, TokenVerifier, type Caller } from '@atrium/rpc';
import type { FastifyRequest } from 'fastify';

import { presentedToken } from './access-token.js';

/** Finds out who calls a public endpoint, if they say so. */
@Injectable()
export class OptionalCaller {
  constructor(private readonly verifier: TokenVerifier) {}

  /**
   * Undefined without a token. A bad one in the header is refused with TOKEN_INVALID; a cookie that has run out counts
   * for nothing, because browsers send it on their own.
   */
  async of(request: FastifyRequest): Promise<Caller | undefined> {
    const presented = presentedToken(request.headers, request.cookies);
    if (!presented) return undefined;
    try {
      return await this.verifier.verify(presented.accessToken);
    } catch (error) {
      if (presented.isFromCookie && isRefusal(error, 'TOKEN_INVALID')) return undefined;
      throw error;
    }
  }
}
