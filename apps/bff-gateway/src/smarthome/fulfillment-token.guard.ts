import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Scope } from '@atrium/contracts';
import { DomainError, TokenVerifier } from '@atrium/rpc';

import { presentedToken } from '../identity/access-token.js';
import type { AuthenticatedRequest } from '../identity/access-token.guard.js';
import { ClientTokens, isOpaque } from '../identity/client-tokens.js';

const NEEDED: Scope = 'smarthome';

/**
 * Lets Google in with a bearer token of the scope `smarthome`. Whatever is wrong with the token is a 401: it is the only
 * answer on which Google gets itself a new one or has its user link again.
 */
@Injectable()
export class FulfillmentTokenGuard implements CanActivate {
  constructor(
    private readonly verifier: TokenVerifier,
    private readonly clientTokens: ClientTokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const presented = presentedToken(request.headers, {});
    if (!presented) throw new DomainError('UNAUTHENTICATED', 'Show an access token: Authorization: Bearer <token>');
    const { accessToken } = presented;
    const verified = isOpaque(accessToken) ? await this.clientTokens.exchange(accessToken) : accessToken;
    const caller = await this.verifier.verify(verified);
    if (caller.client && !caller.client.scopes.includes(NEEDED)) {
      throw new DomainError('TOKEN_INVALID', `The token has not the scope ${NEEDED}`);
    }
    request.caller = caller;
    return true;
  }
}
