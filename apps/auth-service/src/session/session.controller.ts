import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { logout, refreshSession, type RefreshTokenRequest, type TokenSet } from '@atrium/contracts';
import { RpcHandler } from '@atrium/rpc';

import { LogOut } from './log-out.use-case.js';
import { RefreshSession } from './refresh-session.use-case.js';

@Controller()
export class SessionController {
  constructor(
    private readonly refreshSession: RefreshSession,
    private readonly logOut: LogOut,
  ) {}

  @RpcHandler(refreshSession)
  refresh(@Payload() { refreshToken }: RefreshTokenRequest): Promise<TokenSet> {
    return this.refreshSession.execute(refreshToken);
  }

  @RpcHandler(logout)
  async logout(@Payload() { refreshToken }: RefreshTokenRequest): Promise<Record<string, never>> {
    await this.logOut.execute(refreshToken);
    return {};
  }
}
