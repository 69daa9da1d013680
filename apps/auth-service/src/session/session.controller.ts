import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  checkRefreshToken,
  logout,
  logoutSession,
  refreshSession,
  type LogoutSessionRequest,
  type RefreshTokenRequest,
  type TokenSet,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

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

  @RpcHandler(checkRefreshToken)
  async check(@Payload() { refreshToken }: RefreshTokenRequest): Promise<Record<string, never>> {
    await this.refreshSession.check(refreshToken);
    return {};
  }

  @RpcHandler(logoutSession)
  async logoutSession(
    @Payload() _request: LogoutSessionRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<Record<string, never>> {
    await this.logOut.executeFor(caller);
    return {};
  }
}
