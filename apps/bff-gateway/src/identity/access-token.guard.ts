import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError, TokenVerifier, type Caller } from '@atrium/rpc';
import type { FastifyRequest } from 'fastify';

import { presentedToken } from './access-token.js';
import { IS_PUBLIC } from './public.decorator.js';

/** A request whose caller the guard has verified. */
export type AuthenticatedRequest = FastifyRequest & { caller: Caller };

/** Lets a request through only with a good access token, unless its endpoint is public. */
@Injectable()
export class AccessTokenGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: TokenVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(IS_PUBLIC, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const presented = presentedToken(request.headers, request.cookies);
    if (!presented) throw new DomainError('UNAUTHENTICATED', 'Authentication credentials were not provided.');
    request.caller = await this.verifier.verify(presented.accessToken);
    return true;
  }
}
