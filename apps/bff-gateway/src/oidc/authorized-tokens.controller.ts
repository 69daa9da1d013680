import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { listAuthorizations, revokeAuthorization } from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';

import { CurrentUser } from '../identity/current-user.decorator.js';
import { AuthorizationIdParam } from './applications.dto.js';

/** What the caller has allowed applications. */
@ApiTags('OAuth2 applications')
@ApiBearerAuth()
@Controller('o/authorized_tokens')
export class AuthorizedTokensController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'The applications that you have let in, and what they may do' })
  @Get()
  async list(@CurrentUser() caller: Caller) {
    const authorizations = await this.rpc.call(listAuthorizations, {}, caller);
    return {
      items: authorizations.map(({ id, application, scopes, expiresAt }) => ({
        id,
        application: { client_id: application.clientId, name: application.name },
        scope: scopes.join(' '),
        expires: expiresAt,
      })),
    };
  }

  @ApiOperation({ summary: 'Take an authorization back; all its tokens end with it' })
  @HttpCode(204)
  @Delete(':id')
  async revoke(@Param() { id }: AuthorizationIdParam, @CurrentUser() caller: Caller): Promise<void> {
    await this.rpc.call(revokeAuthorization, { id }, caller);
  }
}
