import { Body, Controller, Get, Header, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { createWorkspace, listWorkspaces } from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';

import { dataEnvelope } from '../http/envelope.js';
import { CurrentUser } from '../identity/current-user.decorator.js';
import { RequiredScope } from '../identity/required-scope.decorator.js';
import { definedFields } from './defined-fields.js';
import { CreateWorkspaceDto, PageQuery } from './workspaces.dto.js';

@ApiTags('Workspaces')
@ApiBearerAuth()
@Controller('api/workspaces')
export class WorkspacesController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'The workspaces you are a member of' })
  @Header('content-type', 'application/json; charset=utf-8')
  @RequiredScope('workspaces:read')
  @Get()
  async list(@Query() { after, limit }: PageQuery, @CurrentUser() caller: Caller): Promise<Buffer> {
    return dataEnvelope(await this.rpc.callForJson(listWorkspaces, definedFields({ after, limit }), caller));
  }

  @ApiOperation({ summary: 'Create a workspace; you become its owner' })
  @RequiredScope('workspaces:write')
  @Post()
  async create(@Body() { name, description = '' }: CreateWorkspaceDto, @CurrentUser() caller: Caller) {
    const { workspaceId } = await this.rpc.call(createWorkspace, { name, description }, caller);
    return { status: 'success', workspace_id: workspaceId };
  }
}
