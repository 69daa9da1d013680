import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { listMembers, removeMember, setMemberRole, type MemberList, type WorkspaceRole } from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';

import { CurrentUser } from '../identity/current-user.decorator.js';
import { RequiredScope } from '../identity/required-scope.decorator.js';
import { definedFields } from './defined-fields.js';
import { MemberParams, MemberRoleDto, MembersQuery, NumberParams } from './own-workspace.dto.js';

@ApiTags('Members')
@ApiBearerAuth()
@Controller('api/workspaces/:id/members')
export class MembersController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'Who is in a workspace, and as what' })
  @RequiredScope('workspaces:read')
  @Get()
  list(
    @Param() { id: workspaceId }: NumberParams,
    @Query() { after, limit = 50 }: MembersQuery,
    @CurrentUser() caller: Caller,
  ): Promise<MemberList> {
    return this.rpc.call(listMembers, { workspaceId, limit, ...definedFields({ after }) }, caller);
  }

  @ApiOperation({ summary: 'Make a member something else; only owners manage owners' })
  @RequiredScope('workspaces:write')
  @Patch(':user')
  setRole(
    @Param() { id: workspaceId, user: userId }: MemberParams,
    @Body() { role }: MemberRoleDto,
    @CurrentUser() caller: Caller,
  ): Promise<{ readonly role: WorkspaceRole }> {
    return this.rpc.call(setMemberRole, { workspaceId, userId, role }, caller);
  }

  @ApiOperation({ summary: 'Take somebody out of a workspace' })
  @RequiredScope('workspaces:write')
  @HttpCode(204)
  @Delete(':user')
  async remove(@Param() { id: workspaceId, user: userId }: MemberParams, @CurrentUser() caller: Caller): Promise<void> {
    await this.rpc.call(removeMember, { workspaceId, userId }, caller);
  }
}
