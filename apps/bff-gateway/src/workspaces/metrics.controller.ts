import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { activeUsers, messagesPerDay } from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';

import { dataEnvelope } from '../http/envelope.js';
import { CurrentUser } from '../identity/current-user.decorator.js';
import { RequiredScope } from '../identity/required-scope.decorator.js';
import { definedFields } from './defined-fields.js';
import { ActiveUsersDto, MessagesPerDayDto } from './metrics.dto.js';

@ApiTags('Analytics')
@ApiBearerAuth()
@Controller('api/metrics')
export class MetricsController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'Messages of each of the last 14 days' })
  @Header('content-type', 'application/json; charset=utf-8')
  @HttpCode(200)
  @RequiredScope('workspaces:read')
  @Post('messages-per-day')
  async messagesPerDay(
    @Body() { workspace_id: workspaceId, time_zone: timeZone }: MessagesPerDayDto,
    @CurrentUser() caller: Caller,
  ): Promise<Buffer> {
    const request = { workspaceId, ...definedFields({ timeZone }) };
    return dataEnvelope(await this.rpc.callForJson(messagesPerDay, request, caller));
  }

  @ApiOperation({ summary: 'How many members wrote something in the last minutes' })
  @Header('content-type', 'application/json; charset=utf-8')
  @HttpCode(200)
  @RequiredScope('workspaces:read')
  @Post('active-users')
  async activeUsers(
    @Body() { workspace_id: workspaceId, minutes = 15 }: ActiveUsersDto,
    @CurrentUser() caller: Caller,
  ): Promise<Buffer> {
    return dataEnvelope(await this.rpc.callForJson(activeUsers, { workspaceId, minutes }, caller));
  }
}
