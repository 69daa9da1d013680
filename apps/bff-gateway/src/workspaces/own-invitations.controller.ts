import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  acceptInvitation,
  acceptInvitationLink,
  declineInvitation,
  listOwnInvitations,
  type OwnInvitationView,
} from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';

import { CurrentUser } from '../identity/current-user.decorator.js';
import { RequiredScope } from '../identity/required-scope.decorator.js';
import { InvitationParams, InvitationTokenDto } from './invitations.dto.js';

@ApiTags('Invitations')
@ApiBearerAuth()
@Controller('api/invitations')
export class OwnInvitationsController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'Where you were asked in by name' })
  @RequiredScope('workspaces:read')
  @Get()
  async list(@CurrentUser() caller: Caller): Promise<{ items: OwnInvitationView[] }> {
    return { items: await this.rpc.call(listOwnInvitations, {}, caller) };
  }

  @ApiOperation({ summary: 'Join by the token of a mail, which works once' })
  @RequiredScope('workspaces:write')
  @HttpCode(200)
  @Post('accept')
  acceptLink(
    @Body() { token }: InvitationTokenDto,
    @CurrentUser() caller: Caller,
  ): Promise<{ readonly workspace_id: number }> {
    return this.rpc.call(acceptInvitationLink, { token }, caller);
  }

  @ApiOperation({ summary: 'Join where you were asked in' })
  @RequiredScope('workspaces:write')
  @HttpCode(200)
  @Post(':invitation/accept')
  accept(
    @Param() { invitation: invitationId }: InvitationParams,
    @CurrentUser() caller: Caller,
  ): Promise<{ readonly workspace_id: number }> {
    return this.rpc.call(acceptInvitation, { invitationId }, caller);
  }

  @ApiOperation({ summary: 'Do not join' })
  @RequiredScope('workspaces:write')
  @HttpCode(204)
  @Post(':invitation/decline')
  async decline(@Param() { invitation: invitationId }: InvitationParams, @CurrentUser() caller: Caller): Promise<void> {
    await this.rpc.call(declineInvitation, { invitationId }, caller);
  }
}
