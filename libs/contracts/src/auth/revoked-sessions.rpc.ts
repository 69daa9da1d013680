import { IsOptional, IsUUID } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';

export class ListRevokedSessionsRequest {
  /** The last id of the page before. */
  @IsOptional()
  @IsUUID()
  readonly after?: string;
}

export interface RevokedSessionIds {
  /** In the order of the ids; empty after the last page. */
  readonly sessionIds: string[];
}

/** The sessions ended before their time so lately that access tokens of them may not have run out yet. */
export const listRevokedSessions = defineRpc({
  subject: 'auth.rpc.list-revoked-sessions.v1',
  request: ListRevokedSessionsRequest,
  response: reply<RevokedSessionIds>(),
  access: 'service',
});
