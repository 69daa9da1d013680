import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Scope } from '@atrium/contracts';
import { DomainError, TokenVerifier, type Caller } from '@atrium/rpc';
import type { FastifyRequest } from 'fastify';

import { presentedToken, type PresentedToken } from './access-token.js';
import { ClientTokens, isOpaque } from './client-tokens.js';
import { IS_PUBLIC } from './public.decorator.js';
import { REQUIRED_SCOPE } from './required-scope.decorator.js';

/** A request whose caller the guard has verified. */
export type AuthenticatedRequest = FastifyRequest & { caller: Caller };

/**
 * Lets a request through only with a good access token, unless its endpoint is public. A third-party client's token
 * opens the endpoints that name a scope it has, and no others.
 */
@Injectable()
export class AccessTokenGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: TokenVerifier,
    private readonly clientTokens: ClientTokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(IS_PUBLIC, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const presented = presentedToken(request.headers, request.cookies);
    if (!presented) throw new DomainError('UNAUTHENTICATED', 'Authentication credentials were not provided.');
    request.caller = await this.callerOf(presented);
    this.checkScope(request.caller, context);
    return true;
  }

  private async callerOf({ accessToken, isFromCookie }: PresentedToken): Promise<Caller> {
    const isOfClient = !isFromCookie && isOpaque(accessToken);
    return this.verifier.verify(isOfClient ? await this.clientTokens.exchange(accessToken) : accessToken);
  }

  /** People's own sessions have no client and may do all that the person may. */
  private checkScope({ client }: Caller, context: ExecutionContext): void {
    if (!client) return;
    const needed = this.reflector.getAllAndOverride<Scope | undefined>(REQUIRED_SCOPE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (needed !== undefined && client.scopes.includes(needed)) return;
    const detail = needed === undefined ? 'This is not open to applications' : `This needs the scope ${needed}`;
    throw new DomainError('FORBIDDEN', detail);
  }
}
