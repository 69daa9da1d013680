import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { logout, logoutSession } from '@atrium/contracts';
import { DomainError, RpcClient, TokenVerifier } from '@atrium/rpc';
import type { FastifyRequest } from 'fastify';

import { presentedToken } from '../identity/access-token.js';
import { Public } from '../identity/public.decorator.js';
import { HubLogoutDto } from './hub-accounts.dto.js';

/** Signing out of the hub: by the refresh token, which outlives the access token, or else by the access token. */
@ApiTags('Accounts (bearer tokens)')
@Controller('api/auth')
export class HubLogoutController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly verifier: TokenVerifier,
  ) {}

  @ApiOperation({ summary: 'End the session of the refresh token, or without one that of the access token' })
  @ApiBearerAuth()
  @Public()
  @HttpCode(200)
  @Post('logout')
  async logout(@Body() { refreshToken }: HubLogoutDto, @Req() request: FastifyRequest): Promise<{ message: string }> {
    if (refreshToken === undefined) await this.logOutCaller(request);
    else await this.rpc.call(logout, { refreshToken });
    return { message: 'Logged out' };
  }

  private async logOutCaller({ headers }: FastifyRequest): Promise<void> {
    // No cookies: whoever is signed in by cookies signs out at /api/logout/, which also clears them.
    const presented = presentedToken(headers, {});
    if (!presented) throw new DomainError('UNAUTHENTICATED', 'Send the refresh token, or the access token as bearer');
    const caller = await this.verifier.verify(presented.accessToken);
    await this.rpc.call(logoutSession, {}, caller);
  }
}
