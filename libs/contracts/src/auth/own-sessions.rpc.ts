import { IsUUID } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import type { SessionFamily } from './login.rpc.js';

/** One of the caller's sessions. Times are ISO 8601, UTC. */
export interface SessionView {
  readonly id: string;
  /** True for the session that asks. */
  readonly isCurrent: boolean;
  readonly family: SessionFamily;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly expiresAt: string;
}

export class ListSessionsRequest {}

/** The caller's own sessions that last, at most 100, the latest used first. */
export const listSessions = defineRpc({
  subject: 'auth.rpc.list-sessions.v1',
  request: ListSessionsRequest,
  response: reply<SessionView[]>(),
  access: 'user',
});

export class EndSessionRequest {
  @IsUUID()
  readonly sessionId!: string;
}

/** Ends one of the caller's own sessions; another's is one that does not exist. */
export const endSession = defineRpc({
  subject: 'auth.rpc.end-session.v1',
  request: EndSessionRequest,
  response: reply<Record<string, never>>(),
  access: 'user',
  errors: ['SESSION_NOT_FOUND'],
});

export class EndOtherSessionsRequest {}

/** Ends all of the caller's sessions but the one that asks. */
export const endOtherSessions = defineRpc({
  subject: 'auth.rpc.end-other-sessions.v1',
  request: EndOtherSessionsRequest,
  response: reply<Record<string, never>>(),
  access: 'user',
});
