import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { dailyUsage, listUsage, type DailyUsage, type UsageList } from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';

import { CurrentUser } from '../identity/current-user.decorator.js';
import { dailyRequestOf, listRequestOf } from './usage-request.js';
import { DailyUsageQuery, ListUsageQuery } from './usage.dto.js';

@ApiTags('API usage')
@ApiBearerAuth()
@Controller('api/usage')
export class UsageController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'Your requests to this API, newest first; for staff everybody’s' })
  @Get()
  list(@Query() query: ListUsageQuery, @CurrentUser() caller: Caller): Promise<UsageList> {
    return this.rpc.call(listUsage, listRequestOf(query), caller);
  }

  @ApiOperation({ summary: 'How many requests there were on each day (UTC), and how they went' })
  @Get('daily')
  async daily(
    @Query() query: DailyUsageQuery,
    @CurrentUser() caller: Caller,
  ): Promise<{ readonly items: readonly DailyUsage[] }> {
    return { items: await this.rpc.call(dailyUsage, dailyRequestOf(query, new Date()), caller) };
  }
}
