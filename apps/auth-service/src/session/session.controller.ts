import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  checkRefreshToken,
  listRevokedSessions,
  logout,
  logoutSession,
  MAX_ACCESS_TOKEN_SECONDS,
  refreshSession,
  type ListRevokedSessionsRequest,
  type LogoutSessionRequest,
  type RefreshTokenRequest,
  type RevokedSessionIds,
  type TokenSet,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { LogOut } from './log-out.use-case.js';
import { RefreshSession } from './refresh-session.use-case.js';
import { SessionRepository } from './session.repository.js';

/** Ids in one reply: with room to spare below what NATS carries in one message. */
const REVOKED_AT_ONCE = 5_000;
/** By how much an access token may have been signed after its session was ended, and clocks may differ; seconds. */
const SLACK_SECONDS = 60;

@Controller()
export class SessionController {
  constructor(
    private readonly refreshSession: RefreshSession,
    private readonly logOut: LogOut,
    private readonly sessions: SessionRepository,
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

  @RpcHandler(listRevokedSessions)
  async listRevoked(@Payload() { after }: ListRevokedSessionsRequest): Promise<RevokedSessionIds> {
    const seconds = MAX_ACCESS_TOKEN_SECONDS + SLACK_SECONDS;
    return { sessionIds: await this.sessions.findRevoked(seconds, after, REVOKED_AT_ONCE) };
  }
}
