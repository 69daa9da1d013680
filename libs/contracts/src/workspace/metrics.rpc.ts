import { IsInt, IsISO8601, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import { OfWorkspace } from './workspace-id.js';

/** A name of the IANA time zone database, such as `Europe/Berlin`; no bare offset, whose sign means two things. */
export const TIME_ZONE_PATTERN = /^(UTC|GMT|[A-Z][A-Za-z]+(\/[A-Z][A-Za-z0-9_+-]*){1,2})$/;

export class MessagesPerDayRequest extends OfWorkspace {
  /** Whose days; UTC unless given. */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  @Matches(TIME_ZONE_PATTERN)
  readonly timeZone?: string;
}

export interface DayCount {
  /** `2025-01-15` */
  readonly day: string;
  readonly count: number;
}

/** Messages of each of the last 14 days, today the last of them; for all members but guests. */
export const messagesPerDay = defineRpc({
  subject: 'workspace.rpc.messages-per-day.v1',
  request: MessagesPerDayRequest,
  response: reply<DayCount[]>(),
  access: 'user',
  errors: ['WORKSPACE_NOT_FOUND'],
});

/** As far back as activity may be asked for: 31 days. */
export const MAX_ACTIVE_MINUTES = 44_640;

export class ActiveUsersRequest extends OfWorkspace {
  @IsInt()
  @Min(1)
  @Max(MAX_ACTIVE_MINUTES)
  readonly minutes!: number;
}

/** How many members wrote something in the last so many minutes; for all members but guests. */
export const activeUsers = defineRpc({
  subject: 'workspace.rpc.active-users.v1',
  request: ActiveUsersRequest,
  response: reply<{ readonly active_count: number }>(),
  access: 'user',
  errors: ['WORKSPACE_NOT_FOUND'],
});

export class MetricsRangeRequest extends OfWorkspace {
  /** First day, UTC: `2025-01-15`. */
  @IsISO8601({ strict: true })
  @Matches(/^\d{4}-\d\d-\d\d$/)
  readonly from!: string;

  /** Last day, UTC. */
  @IsISO8601({ strict: true })
  @Matches(/^\d{4}-\d\d-\d\d$/)
  readonly to!: string;

  /** Those with most messages, this many. */
  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit!: number;
}

export interface ChannelMetric {
  readonly channel_id: number;
  readonly name: string;
  readonly messages: number;
}

/** The busiest channels that the caller may read; for all members but guests. */
export const channelMetrics = defineRpc({
  subject: 'workspace.rpc.channel-metrics.v1',
  request: MetricsRangeRequest,
  response: reply<ChannelMetric[]>(),
  access: 'user',
  errors: ['WORKSPACE_NOT_FOUND'],
});

export interface MemberMetric {
  readonly user_id: string;
  readonly email: string;
  readonly messages: number;
}

/** The members who wrote most; for all members but guests. */
export const memberMetrics = defineRpc({
  subject: 'workspace.rpc.member-metrics.v1',
  request: MetricsRangeRequest,
  response: reply<MemberMetric[]>(),
  access: 'user',
  errors: ['WORKSPACE_NOT_FOUND'],
});
