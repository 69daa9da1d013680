import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  exchangeClientToken,
  listAuthorizations,
  revokeAuthorization,
  type AuthorizationView,
  type ClientAccessToken,
  type ExchangeClientTokenRequest,
  type ListAuthorizationsRequest,
  type RevokeAuthorizationRequest,
} from '@atrium/contracts';
import { CurrentCaller, DomainError, RpcHandler, type Caller } from '@atrium/rpc';

import { OauthAudit } from '../oauth-audit.js';
import { ExchangeClientToken } from './exchange-client-token.use-case.js';
import { ListAuthorizations } from './list-authorizations.use-case.js';
import { RevokeGrant } from './revoke-grant.use-case.js';

@Controller()
export class AuthorizationController {
  constructor(
    private readonly listUseCase: ListAuthorizations,
    private readonly revokeUseCase: RevokeGrant,
    private readonly exchangeUseCase: ExchangeClientToken,
    private readonly audit: OauthAudit,
  ) {}

  @RpcHandler(listAuthorizations)
  list(@Payload() _request: ListAuthorizationsRequest, @CurrentCaller() caller: Caller): Promise<AuthorizationView[]> {
    return this.listUseCase.execute(caller.userId);
  }

  @RpcHandler(revokeAuthorization)
  async revoke(
    @Payload() { id }: RevokeAuthorizationRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<Record<string, never>> {
    if (!(await this.revokeUseCase.execute(id, caller.userId))) {
      throw new DomainError('AUTHORIZATION_NOT_FOUND', 'You have given no such authorization');
    }
    await this.audit.takenBack(caller.userId, id);
    return {};
  }

  @RpcHandler(exchangeClientToken)
  exchange(@Payload() { token }: ExchangeClientTokenRequest): Promise<ClientAccessToken> {
    return this.exchangeUseCase.execute(token);
  }
}
