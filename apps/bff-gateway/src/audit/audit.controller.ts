import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { listAuditEvents, type AuditEventView } from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';
import { Type } from 'class-transformer';
import { IsInt, IsISO8601, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';

import { CurrentUser } from '../identity/current-user.decorator.js';

class ListAuditQuery {
  @ApiProperty({ example: 'login-failed', required: false })
  @IsOptional()
  @MaxLength(64)
  @IsString()
  readonly kind?: string;

  @ApiProperty({ description: 'Whose account the events concern', required: false })
  @IsOptional()
  @IsUUID()
  readonly user?: string;

  @ApiProperty({ example: '2026-01-15T00:00:00Z', description: 'From this moment on', required: false })
  @IsOptional()
  @IsISO8601({ strict: true })
  readonly from?: string;

  @ApiProperty({ example: '2026-01-16T00:00:00Z', description: 'Before this moment', required: false })
  @IsOptional()
  @IsISO8601({ strict: true })
  readonly to?: string;

  @ApiProperty({ description: '`next` of the page before', required: false })
  @IsOptional()
  @IsUUID()
  readonly before?: string;

  @ApiProperty({ example: 50, required: false, default: 50, minimum: 1, maximum: 200 })
  @IsOptional()
  @Max(200)
  @Min(1)
  @IsInt()
  @Type(() => Number)
  readonly limit?: number;
}

interface AuditPage {
  readonly items: AuditEventView[];
  /** Where the next page begins; null after the last. */
  readonly next: string | null;
}

@ApiTags('Audit log')
@ApiBearerAuth()
@Controller('api/audit')
export class AuditController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'Security events, the latest first; for staff' })
  @Get()
  async list(@Query() query: ListAuditQuery, @CurrentUser() caller: Caller): Promise<AuditPage> {
    const { user: userId, limit = 50, ...filters } = query;
    // What was not asked for stays out: between services there are no undefined fields.
    const request = { ...filters, ...(userId === undefined ? {} : { userId }), limit };
    const items = await this.rpc.call(listAuditEvents, request, caller);
    return { items, next: items.length < limit ? null : (items.at(-1)?.id ?? null) };
  }
}
