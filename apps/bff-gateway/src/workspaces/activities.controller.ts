import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { listActivities } from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';

import { dataEnvelope } from '../http/envelope.js';
import { CurrentUser } from '../identity/current-user.decorator.js';
import { RequiredScope } from '../identity/required-scope.decorator.js';
import { definedFields } from './defined-fields.js';
import { ListActivitiesDto } from './workspaces.dto.js';

@ApiTags('Activity feed')
@ApiBearerAuth()
@Controller('api/activities')
export class ActivitiesController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'What happened in a workspace, newest first' })
  @Header('content-type', 'application/json; charset=utf-8')
  @HttpCode(200)
  @RequiredScope('workspaces:read')
  @Post()
  async list(@Body() body: ListActivitiesDto, @CurrentUser() caller: Caller): Promise<Buffer> {
    const { workspace_id: workspaceId, limit = 50, before } = body;
    return dataEnvelope(
      await this.rpc.callForJson(listActivities, { workspaceId, limit, ...definedFields({ before }) }, caller),
    );
  }
}
