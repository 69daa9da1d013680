import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { inviteMember, listInvitations, revokeInvitation, type InvitationView } from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';

import { CurrentUser } from '../identity/current-user.decorator.js';
import { RequiredScope } from '../identity/required-scope.decorator.js';
import { definedFields } from './defined-fields.js';
import { InvitationOfWorkspaceParams, InviteMemberDto } from './invitations.dto.js';
import { MembersQuery, NumberParams } from './own-workspace.dto.js';

@ApiTags('Invitations')
@ApiBearerAuth()
@Controller('api/workspaces/:id/invitations')
export class InvitationsController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'Ask somebody in, by name or by mail' })
  @RequiredScope('workspaces:write')
  @Post()
  invite(
    @Param() { id: workspaceId }: NumberParams,
    @Body() { user, email, role = 'member' }: InviteMemberDto,
    @CurrentUser() caller: Caller,
  ): Promise<InvitationView> {
    return this.rpc.call(inviteMember, { workspaceId, role, ...definedFields({ user, email }) }, caller);
  }

  @ApiOperation({ summary: 'Open invitations, oldest first' })
  @RequiredScope('workspaces:read')
  @Get()
  list(
    @Param() { id: workspaceId }: NumberParams,
    @Query() { after, limit = 50 }: MembersQuery,
    @CurrentUser() caller: Caller,
  ): Promise<{ readonly items: readonly InvitationView[]; readonly next: string | null }> {
    return this.rpc.call(listInvitations, { workspaceId, limit, ...definedFields({ after }) }, caller);
  }

  @ApiOperation({ summary: 'Take an invitation back' })
  @RequiredScope('workspaces:write')
  @HttpCode(204)
  @Delete(':invitation')
  async revoke(
    @Param() { id: workspaceId, invitation: invitationId }: InvitationOfWorkspaceParams,
    @CurrentUser() caller: Caller,
  ): Promise<void> {
    await this.rpc.call(revokeInvitation, { workspaceId, invitationId }, caller);
  }
}
