import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError, isRefusal, TokenVerifier, type Caller } from '@atrium/rpc';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { presentedToken } from './access-token.js';
import { IS_PUBLIC } from './public.decorator.js';
import { SessionRenewal } from './session-renewal.js';

/** A request whose caller the guard has verified. */
export type AuthenticatedRequest = FastifyRequest & { caller: Caller };

/** Lets a request through only with a good access token, unless its endpoint is public. */
@Injectable()
export class AccessTokenGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: TokenVerifier,
    private readonly renewal: SessionRenewal,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(IS_PUBLIC, [context.getHandler(), context.getClass()])) return true;
    const http = context.switchToHttp();
    const request = http.getRequest<AuthenticatedRequest>();
    request.caller = await this.callerOf(request, http.getResponse<FastifyReply>());
    return true;
  }

  private async callerOf(request: FastifyRequest, reply: FastifyReply): Promise<Caller> {
    try {
      const presented = presentedToken(request.headers, request.cookies);
      if (!presented) throw new DomainError('UNAUTHENTICATED', 'Authentication credentials were not provided.');
      return await this.verifier.verify(presented.accessToken);
    } catch (error) {
      const caller = isRefusal(error, 'UNAUTHENTICATED', 'TOKEN_INVALID')
        ? await this.renewal.renew(request, reply)
        : undefined;
      if (!caller) throw error;
      return caller;
    }
  }
}
