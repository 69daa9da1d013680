import { ApiProperty } from '@nestjs/swagger';
import { USAGE_CURSOR_PATTERN } from '@atrium/contracts';
import { Type } from 'class-transformer';
import { IsInt, IsISO8601, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';

/** A day or a moment; without an offset it is UTC. */
const MOMENT = /^[12]\d{3}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/;
const DAY = /^[12]\d{3}-\d\d-\d\d$/;

export class ListUsageQuery {
  @ApiProperty({ required: false, description: 'Whose; for staff, who see everybody’s without it' })
  @IsOptional()
  @IsUUID()
  readonly user?: string;

  @ApiProperty({ required: false, example: '/api/users/:id' })
  @IsOptional()
  @MaxLength(200)
  @IsString()
  readonly route?: string;

  @ApiProperty({ required: false, example: '4xx', description: 'A status or a class of them' })
  @IsOptional()
  @Matches(/^[1-5](\d\d|xx)$/, { message: 'status must be a status such as 404, or a class such as 4xx' })
  readonly status?: string;

  @ApiProperty({ required: false, example: '2025-01-15', description: 'From this day or moment on (UTC)' })
  @IsOptional()
  @Matches(MOMENT, { message: 'from must be a day or a moment in ISO 8601' })
  @IsISO8601({ strict: true })
  readonly from?: string;

  @ApiProperty({ required: false, example: '2025-01-16T12:00:00', description: 'Before this day or moment (UTC)' })
  @IsOptional()
  @Matches(MOMENT, { message: 'to must be a day or a moment in ISO 8601' })
  @IsISO8601({ strict: true })
  readonly to?: string;

  @ApiProperty({ required: false, description: 'The `next` of the answer before' })
  @IsOptional()
  @Matches(USAGE_CURSOR_PATTERN, { message: 'before must be the next of another answer' })
  readonly before?: string;

  @ApiProperty({ required: false, default: 50, minimum: 1, maximum: 200 })
  @IsOptional()
  @Max(200)
  @Min(1)
  @IsInt()
  @Type(() => Number)
  readonly limit?: number;
}

export class DailyUsageQuery {
  @ApiProperty({ required: false, description: 'Whose; for staff, who see everybody’s without it' })
  @IsOptional()
  @IsUUID()
  readonly user?: string;

  @ApiProperty({ required: false, example: '2025-01-01', description: 'Default: 29 days before `to`' })
  @IsOptional()
  @Matches(DAY, { message: 'from must be a day such as 2025-01-15' })
  @IsISO8601({ strict: true })
  readonly from?: string;

  @ApiProperty({ required: false, example: '2025-01-31', description: 'Default: today (UTC)' })
  @IsOptional()
  @Matches(DAY, { message: 'to must be a day such as 2025-01-15' })
  @IsISO8601({ strict: true })
  readonly to?: string;
}
