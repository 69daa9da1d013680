import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  addConversationMembers,
  createConversation,
  getConversation,
  leaveConversation,
  listConversations,
  markRead,
  removeConversationMember,
  type ConversationPage,
  type ConversationView,
} from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';

import { CurrentUser } from '../identity/current-user.decorator.js';
import { RequiredScope } from '../identity/required-scope.decorator.js';
import {
  ConversationParams,
  CreateConversationDto,
  ListConversationsQuery,
  MarkReadDto,
  MemberParams,
  MembersDto,
} from './conversations.dto.js';
import { given } from './message-request.js';

@ApiTags('Conversations')
@ApiBearerAuth()
@Controller('api/conversations')
export class ConversationsController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'Your conversations and the channels you may read, with what is unread' })
  @RequiredScope('messages:read')
  @Get()
  list(
    @Query() { limit = 50, after }: ListConversationsQuery,
    @CurrentUser() caller: Caller,
  ): Promise<ConversationPage> {
    return this.rpc.call(listConversations, { limit, ...given({ after }) }, caller);
  }

  @ApiOperation({ summary: 'Begin a conversation with others' })
  @RequiredScope('messages:write')
  @Post()
  create(@Body() { name, members }: CreateConversationDto, @CurrentUser() caller: Caller): Promise<ConversationView> {
    return this.rpc.call(createConversation, { members, ...given({ name }) }, caller);
  }

  @ApiOperation({ summary: 'One of your conversations' })
  @RequiredScope('messages:read')
  @Get(':id')
  get(@Param() { id: conversationId }: ConversationParams, @CurrentUser() caller: Caller): Promise<ConversationView> {
    return this.rpc.call(getConversation, { conversationId }, caller);
  }

  @ApiOperation({ summary: 'Take people into one of your groups; they see what was written before' })
  @HttpCode(200)
  @RequiredScope('messages:write')
  @Post(':id/members')
  add(
    @Param() { id: conversationId }: ConversationParams,
    @Body() { members }: MembersDto,
    @CurrentUser() caller: Caller,
  ): Promise<ConversationView> {
    return this.rpc.call(addConversationMembers, { conversationId, members }, caller);
  }

  @ApiOperation({ summary: 'Leave one of your groups' })
  @HttpCode(204)
  @RequiredScope('messages:write')
  @Delete(':id/members/me')
  async leave(@Param() { id: conversationId }: ConversationParams, @CurrentUser() caller: Caller): Promise<void> {
    await this.rpc.call(leaveConversation, { conversationId }, caller);
  }

  @ApiOperation({ summary: 'Put somebody out of one of your groups' })
  @HttpCode(204)
  @RequiredScope('messages:write')
  @Delete(':id/members/:user')
  async remove(
    @Param() { id: conversationId, user: userId }: MemberParams,
    @CurrentUser() caller: Caller,
  ): Promise<void> {
    await this.rpc.call(removeConversationMember, { conversationId, userId }, caller);
  }

  @ApiOperation({ summary: 'Say how far you have read' })
  @HttpCode(200)
  @RequiredScope('messages:write')
  @Post(':id/read')
  async read(
    @Param() { id: conversationId }: ConversationParams,
    @Body() { seq }: MarkReadDto,
    @CurrentUser() caller: Caller,
  ) {
    const { seq: readSeq, unread, mentions } = await this.rpc.call(markRead, { conversationId, seq }, caller);
    return { read_seq: readSeq, unread, mentions };
  }
}
