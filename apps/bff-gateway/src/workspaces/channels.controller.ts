import { Body, Controller, Get, Header, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { createChannel, listChannels } from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';

import { dataEnvelope } from '../http/envelope.js';
import { CurrentUser } from '../identity/current-user.decorator.js';
import { RequiredScope } from '../identity/required-scope.decorator.js';
import { definedFields } from './defined-fields.js';
import { CreateChannelDto, OfWorkspaceQuery } from './workspaces.dto.js';

@ApiTags('Channels')
@ApiBearerAuth()
@Controller('api/channels')
export class ChannelsController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'The channels of a workspace that you may read' })
  @Header('content-type', 'application/json; charset=utf-8')
  @RequiredScope('workspaces:read')
  @Get()
  async list(@Query() query: OfWorkspaceQuery, @CurrentUser() caller: Caller): Promise<Buffer> {
    const { workspace_id: workspaceId, after, limit, archived } = query;
    const isArchived = archived === undefined ? undefined : archived === 'true';
    const request = { workspaceId, ...definedFields({ after, limit, isArchived }) };
    return dataEnvelope(await this.rpc.callForJson(listChannels, request, caller));
  }

  @ApiOperation({ summary: 'Create a channel; you are in it' })
  @RequiredScope('workspaces:write')
  @Post()
  async create(@Body() body: CreateChannelDto, @CurrentUser() caller: Caller) {
    const { workspace_id: workspaceId, name, is_private: isPrivate = false } = body;
    const { channelId } = await this.rpc.call(createChannel, { workspaceId, name, isPrivate }, caller);
    return { status: 'success', channel_id: channelId };
  }
}
