import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { channelMetrics, memberMetrics, type ChannelMetric, type MemberMetric } from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';

import { CurrentUser } from '../identity/current-user.decorator.js';
import { RequiredScope } from '../identity/required-scope.decorator.js';
import { MetricsQuery, rangeOf } from './metrics.dto.js';
import { NumberParams } from './own-workspace.dto.js';

@ApiTags('Analytics')
@ApiBearerAuth()
@Controller('api/workspaces/:id/metrics')
export class WorkspaceMetricsController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'The busiest channels that you may read' })
  @RequiredScope('workspaces:read')
  @Get('channels')
  async channels(
    @Param() { id: workspaceId }: NumberParams,
    @Query() query: MetricsQuery,
    @CurrentUser() caller: Caller,
  ): Promise<{ items: ChannelMetric[] }> {
    const request = { workspaceId, ...rangeOf(query, new Date()) };
    return { items: await this.rpc.call(channelMetrics, request, caller) };
  }

  @ApiOperation({ summary: 'The members who wrote most' })
  @RequiredScope('workspaces:read')
  @Get('members')
  async members(
    @Param() { id: workspaceId }: NumberParams,
    @Query() query: MetricsQuery,
    @CurrentUser() caller: Caller,
  ): Promise<{ items: MemberMetric[] }> {
    const request = { workspaceId, ...rangeOf(query, new Date()) };
    return { items: await this.rpc.call(memberMetrics, request, caller) };
  }
}
