import { IsInt, IsISO8601, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';

/** A place in the list of requests: when the last one seen was answered, in milliseconds since 1970, and its number. */
export const USAGE_CURSOR_PATTERN = /^\d{1,13}_\d{1,18}$/;

export class ListUsageRequest {
  /** Whose requests; staff may leave it out to see everybody's, for anybody else it is themselves in any case. */
  @IsOptional()
  @IsUUID()
  readonly userId?: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  readonly route?: string;

  /** The lowest and … */
  @IsOptional()
  @IsInt()
  @Min(100)
  @Max(599)
  readonly statusFrom?: number;

  /** … the highest status. */
  @IsOptional()
  @IsInt()
  @Min(100)
  @Max(599)
  readonly statusTo?: number;

  /** From this moment on … */
  @IsOptional()
  @IsISO8601({ strict: true })
  readonly from?: string;

  /** … and before this one. */
  @IsOptional()
  @IsISO8601({ strict: true })
  readonly to?: string;

  /** Only what is older than this place. */
  @IsOptional()
  @Matches(USAGE_CURSOR_PATTERN)
  readonly before?: string;

  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit!: number;
}

/** One request to the API. */
export interface UsageEntry {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly userId: string | null;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
  readonly requestId: string;
}

export interface UsageList {
  readonly items: readonly UsageEntry[];
  /** What to send as `before` for what is older; null at the end. */
  readonly next: string | null;
}

/** Requests to the API, newest first: the caller's own, or for staff anybody's. */
export const listUsage = defineRpc({
  subject: 'user.rpc.list-usage.v1',
  request: ListUsageRequest,
  response: reply<UsageList>(),
  access: 'user',
});

/** Days are those of UTC. */
export class DailyUsageRequest {
  @IsOptional()
  @IsUUID()
  readonly userId?: string;

  /** The first day … */
  @Matches(/^[12]\d{3}-\d\d-\d\d$/)
  @IsISO8601({ strict: true })
  readonly from!: string;

  /** … and the last one. */
  @Matches(/^[12]\d{3}-\d\d-\d\d$/)
  @IsISO8601({ strict: true })
  readonly to!: string;
}

/** How much the API was used on one day. */
export interface DailyUsage {
  /** For example `2025-01-15`. */
  readonly day: string;
  readonly requests: number;
  /** Answered with 400 to 499 … */
  readonly clientErrors: number;
  /** … and with 500 to 599. */
  readonly serverErrors: number;
  readonly averageMs: number;
}

/** Totals of each day with requests, oldest first, at most 366: the caller's own, or for staff anybody's or everybody's. */
export const dailyUsage = defineRpc({
  subject: 'user.rpc.daily-usage.v1',
  request: DailyUsageRequest,
  response: reply<DailyUsage[]>(),
  access: 'user',
});
