import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  deleteWorkspace,
  getWorkspace,
  leaveWorkspace,
  transferWorkspace,
  updateWorkspace,
  type WorkspaceDetails,
} from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';

import { CurrentUser } from '../identity/current-user.decorator.js';
import { RequiredScope } from '../identity/required-scope.decorator.js';
import { NumberParams, UpdateWorkspaceDto, UserDto } from './own-workspace.dto.js';
import { definedFields } from './defined-fields.js';

@ApiTags('Workspaces')
@ApiBearerAuth()
@Controller('api/workspaces/:id')
export class OwnWorkspaceController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'One of your workspaces, and what you are there' })
  @RequiredScope('workspaces:read')
  @Get()
  get(@Param() { id: workspaceId }: NumberParams, @CurrentUser() caller: Caller): Promise<WorkspaceDetails> {
    return this.rpc.call(getWorkspace, { workspaceId }, caller);
  }

  @ApiOperation({ summary: 'Rename, describe, archive or bring back a workspace' })
  @RequiredScope('workspaces:write')
  @Patch()
  update(
    @Param() { id: workspaceId }: NumberParams,
    @Body() { name, description, is_archived: isArchived }: UpdateWorkspaceDto,
    @CurrentUser() caller: Caller,
  ): Promise<WorkspaceDetails> {
    const request = { workspaceId, ...definedFields({ name, description, isArchived }) };
    return this.rpc.call(updateWorkspace, request, caller);
  }

  @ApiOperation({ summary: 'Delete a workspace and everything in it; for owners' })
  @RequiredScope('workspaces:write')
  @HttpCode(204)
  @Delete()
  async delete(@Param() { id: workspaceId }: NumberParams, @CurrentUser() caller: Caller): Promise<void> {
    await this.rpc.call(deleteWorkspace, { workspaceId }, caller);
  }

  @ApiOperation({ summary: 'Leave a workspace; its last owner has to stay' })
  @RequiredScope('workspaces:write')
  @HttpCode(204)
  @Post('leave')
  async leave(@Param() { id: workspaceId }: NumberParams, @CurrentUser() caller: Caller): Promise<void> {
    await this.rpc.call(leaveWorkspace, { workspaceId }, caller);
  }

  @ApiOperation({ summary: 'Make another member the owner in your place; you become an administrator' })
  @RequiredScope('workspaces:write')
  @HttpCode(204)
  @Post('transfer')
  async transfer(
    @Param() { id: workspaceId }: NumberParams,
    @Body() { user_id: userId }: UserDto,
    @CurrentUser() caller: Caller,
  ): Promise<void> {
    await this.rpc.call(transferWorkspace, { workspaceId, userId }, caller);
  }
}
