import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  endOtherSessions,
  endSession,
  listSessions,
  type EndOtherSessionsRequest,
  type EndSessionRequest,
  type ListSessionsRequest,
  type SessionView,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { EndOwnSessions } from './end-own-sessions.use-case.js';
import { SessionRepository } from './session.repository.js';

const LISTED_AT_MOST = 100;

@Controller()
export class OwnSessionsController {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly endOwnSessions: EndOwnSessions,
  ) {}

  @RpcHandler(listSessions)
  async list(@Payload() _request: ListSessionsRequest, @CurrentCaller() caller: Caller): Promise<SessionView[]> {
    const sessions = await this.sessions.findOfUser(caller.userId, LISTED_AT_MOST);
    return sessions.map(({ createdAt, lastUsedAt, expiresAt, ...session }) => ({
      ...session,
      isCurrent: session.id === caller.sessionId,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    }));
  }

  @RpcHandler(endSession)
  async end(
    @Payload() { sessionId }: EndSessionRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<Record<string, never>> {
    await this.endOwnSessions.execute(sessionId, caller);
    return {};
  }

  @RpcHandler(endOtherSessions)
  async endOthers(
    @Payload() _request: EndOtherSessionsRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<Record<string, never>> {
    await this.endOwnSessions.executeOthers(caller);
    return {};
  }
}
