import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  addChannelMember,
  getChannel,
  joinChannel,
  leaveChannel,
  listChannelMembers,
  removeChannelMember,
  updateChannel,
  type ChannelDetails,
  type MemberList,
} from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';

import { CurrentUser } from '../identity/current-user.decorator.js';
import { RequiredScope } from '../identity/required-scope.decorator.js';
import { definedFields } from './defined-fields.js';
import { MemberParams, MembersQuery, NumberParams, UpdateChannelDto, UserDto } from './own-workspace.dto.js';

@ApiTags('Channels')
@ApiBearerAuth()
@Controller('api/channels/:id')
export class OwnChannelController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'A channel that you may read' })
  @RequiredScope('workspaces:read')
  @Get()
  get(@Param() { id: channelId }: NumberParams, @CurrentUser() caller: Caller): Promise<ChannelDetails> {
    return this.rpc.call(getChannel, { channelId }, caller);
  }

  @ApiOperation({ summary: 'Rename, close, open, archive or bring back a channel' })
  @RequiredScope('workspaces:write')
  @Patch()
  update(
    @Param() { id: channelId }: NumberParams,
    @Body() { name, is_private: isPrivate, is_archived: isArchived }: UpdateChannelDto,
    @CurrentUser() caller: Caller,
  ): Promise<ChannelDetails> {
    const request = { channelId, ...definedFields({ name, isPrivate, isArchived }) };
    return this.rpc.call(updateChannel, request, caller);
  }

  @ApiOperation({ summary: 'Join a public channel' })
  @RequiredScope('workspaces:write')
  @HttpCode(204)
  @Post('join')
  async join(@Param() { id: channelId }: NumberParams, @CurrentUser() caller: Caller): Promise<void> {
    await this.rpc.call(joinChannel, { channelId }, caller);
  }

  @ApiOperation({ summary: 'Leave a channel; a private one that nobody is in any more is archived' })
  @RequiredScope('workspaces:write')
  @HttpCode(204)
  @Post('leave')
  async leave(@Param() { id: channelId }: NumberParams, @CurrentUser() caller: Caller): Promise<void> {
    await this.rpc.call(leaveChannel, { channelId }, caller);
  }

  @ApiOperation({ summary: 'Who is in a channel' })
  @RequiredScope('workspaces:read')
  @Get('members')
  listMembers(
    @Param() { id: channelId }: NumberParams,
    @Query() { after, limit = 50 }: MembersQuery,
    @CurrentUser() caller: Caller,
  ): Promise<MemberList> {
    return this.rpc.call(listChannelMembers, { channelId, limit, ...definedFields({ after }) }, caller);
  }

  @ApiOperation({ summary: 'Put another member of the workspace into a channel' })
  @RequiredScope('workspaces:write')
  @HttpCode(204)
  @Post('members')
  async addMember(
    @Param() { id: channelId }: NumberParams,
    @Body() { user_id: userId }: UserDto,
    @CurrentUser() caller: Caller,
  ): Promise<void> {
    await this.rpc.call(addChannelMember, { channelId, userId }, caller);
  }

  @ApiOperation({ summary: 'Take somebody out of a channel' })
  @RequiredScope('workspaces:write')
  @HttpCode(204)
  @Delete('members/:user')
  async removeMember(
    @Param() { id: channelId, user: userId }: MemberParams,
    @CurrentUser() caller: Caller,
  ): Promise<void> {
    await this.rpc.call(removeChannelMember, { channelId, userId }, caller);
  }
}
