import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Scope } from '@atrium/contracts';
import { DomainError, isRefusal, TokenVerifier, type Caller } from '@atrium/rpc';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { CsrfDefence } from '../csrf/csrf-defence.js';
import { presentedToken, type PresentedToken } from './access-token.js';
import { ClientTokens, isOpaque } from './client-tokens.js';
import { IS_PUBLIC } from './public.decorator.js';
import { REQUIRED_SCOPE } from './required-scope.decorator.js';
import { SessionRenewal } from './session-renewal.js';

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
    private readonly renewal: SessionRenewal,
    private readonly csrf: CsrfDefence,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(IS_PUBLIC, [context.getHandler(), context.getClass()])) return true;
    const http = context.switchToHttp();
    const request = http.getRequest<AuthenticatedRequest>();
    request.caller = await this.callerOf(request, http.getResponse<FastifyReply>());
    this.csrf.requireTokenOf(request.caller.sessionId, request);
    this.checkScope(request.caller, context);
    return true;
  }

  /** A browser whose access token ran out is signed in again on the way, by its refresh token. */
  private async callerOf(request: FastifyRequest, reply: FastifyReply): Promise<Caller> {
    try {
      const presented = presentedToken(request.headers, request.cookies);
      if (!presented) throw new DomainError('UNAUTHENTICATED', 'Authentication credentials were not provided.');
      return await this.verify(presented);
    } catch (error) {
      const caller = isRefusal(error, 'UNAUTHENTICATED', 'TOKEN_INVALID')
        ? await this.renewal.renew(request, reply)
        : undefined;
      if (!caller) throw error;
      return caller;
    }
  }

  private async verify({ accessToken, isFromCookie }: PresentedToken): Promise<Caller> {
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
