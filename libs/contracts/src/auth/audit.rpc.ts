import { IsInt, IsISO8601, IsOptional, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';

/** What happened to whose account, by whom and from where. */
export interface AuditEventView {
  /** UUID v7. */
  readonly id: string;
  readonly kind: string;
  /** Who did it; null for somebody unknown and for the suite itself. */
  readonly actorId: string | null;
  /** Whose account it concerns. */
  readonly userId: string | null;
  readonly target: string | null;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly details: object;
  /** ISO 8601, UTC. */
  readonly occurredAt: string;
}

export class ListAuditEventsRequest {
  /** `login-failed` for instance. */
  @IsOptional()
  @MaxLength(64)
  @Matches(/^[a-z]+(-[a-z]+)*$/, { message: 'kind must be words in small letters, joined by -' })
  readonly kind?: string;

  /** Events that concern this account. */
  @IsOptional()
  @IsUUID()
  readonly userId?: string;

  /** From this moment on. */
  @IsOptional()
  @IsISO8601({ strict: true })
  readonly from?: string;

  /** Before this moment. */
  @IsOptional()
  @IsISO8601({ strict: true })
  readonly to?: string;

  /** The last event of the page before: older ones follow. */
  @IsOptional()
  @IsUUID()
  readonly before?: string;

  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit!: number;
}

/** The record of security events, the latest first. For staff. */
export const listAuditEvents = defineRpc({
  subject: 'auth.rpc.list-audit-events.v1',
  request: ListAuditEventsRequest,
  response: reply<AuditEventView[]>(),
  access: 'user',
});
