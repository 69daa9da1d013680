import { ApiProperty } from '@nestjs/swagger';
import { MAX_ACTIVE_MINUTES, MAX_INTEGER_ID, TIME_ZONE_PATTERN } from '@atrium/contracts';
import { Type } from 'class-transformer';
import { IsInt, IsISO8601, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';

import { DropUnknownFields } from '../http/unknown-fields.js';

const DAY = /^[12]\d{3}-\d\d-\d\d$/;

@DropUnknownFields()
class OfWorkspaceDto {
  @ApiProperty({ example: 1 })
  @Max(MAX_INTEGER_ID)
  @Min(1)
  @IsInt()
  readonly workspace_id!: number;
}

export class MessagesPerDayDto extends OfWorkspaceDto {
  @ApiProperty({ example: 'Europe/Berlin', required: false, default: 'UTC', description: 'Whose days' })
  @IsOptional()
  @Matches(TIME_ZONE_PATTERN, { message: 'time_zone must be a name such as Europe/Berlin' })
  @MaxLength(64)
  @IsString()
  readonly time_zone?: string;
}

export class ActiveUsersDto extends OfWorkspaceDto {
  @ApiProperty({ example: 15, required: false, default: 15, minimum: 1, maximum: MAX_ACTIVE_MINUTES })
  @IsOptional()
  @Max(MAX_ACTIVE_MINUTES)
  @Min(1)
  @IsInt()
  readonly minutes?: number;
}

export class MetricsQuery {
  @ApiProperty({ required: false, example: '2025-01-01', description: 'First day (UTC). Default: 13 days before `to`' })
  @IsOptional()
  @Matches(DAY, { message: 'from must be a day such as 2025-01-15' })
  @IsISO8601({ strict: true })
  readonly from?: string;

  @ApiProperty({ required: false, example: '2025-01-14', description: 'Last day (UTC). Default: today' })
  @IsOptional()
  @Matches(DAY, { message: 'to must be a day such as 2025-01-15' })
  @IsISO8601({ strict: true })
  readonly to?: string;

  @ApiProperty({ required: false, default: 50, minimum: 1, maximum: 200 })
  @IsOptional()
  @Max(200)
  @Min(1)
  @IsInt()
  @Type(() => Number)
  readonly limit?: number;
}

const DAY_MS = 86_400_000;

/** What a query asks for, with what it leaves out. */
export function rangeOf(
  { from, to, limit = 50 }: MetricsQuery,
  now: Date,
): { from: string; to: string; limit: number } {
  const last = to ?? now.toISOString().slice(0, 10);
  const first = from ?? new Date(Date.parse(last) - 13 * DAY_MS).toISOString().slice(0, 10);
  return { from: first, to: last, limit };
}
