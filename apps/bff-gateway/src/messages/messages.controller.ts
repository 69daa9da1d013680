import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  deleteMessage,
  editMessage,
  getMessage,
  listMessageDetails,
  listMessages,
  reactToMessage,
  sendMessage,
} from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';

import { dataEnvelope } from '../http/envelope.js';
import { CurrentUser } from '../identity/current-user.decorator.js';
import { RequiredScope } from '../identity/required-scope.decorator.js';
import { listRequestOf, sendRequestOf } from './message-request.js';
import { EditMessageDto, ListMessagesQuery, MessageParams, ReactionDto, SendMessageDto } from './messages.dto.js';

const JSON_TYPE = 'application/json; charset=utf-8';

@ApiTags('Messages')
@ApiBearerAuth()
@Controller('api/messages')
export class MessagesController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'Messages of a channel or a conversation, oldest first: the latest, or beside a place' })
  @Header('content-type', JSON_TYPE)
  @RequiredScope('messages:read')
  @Get()
  async list(@Query() query: ListMessagesQuery, @CurrentUser() caller: Caller): Promise<Buffer> {
    const contract = query.view === 'full' ? listMessageDetails : listMessages;
    return dataEnvelope(await this.rpc.callForJson(contract, listRequestOf(query), caller));
  }

  @ApiOperation({ summary: 'Send a message; it also reaches the sockets that joined the channel' })
  @RequiredScope('messages:write')
  @Post()
  async send(@Body() body: SendMessageDto, @CurrentUser() caller: Caller) {
    const { message, conversationId, seq } = await this.rpc.call(sendMessage, sendRequestOf(body), caller);
    const answer = { status: 'success', message_id: message.id };
    return body.channel_id === undefined ? { ...answer, conversation_id: conversationId, seq } : answer;
  }

  @ApiOperation({ summary: 'One message with everything about it' })
  @Header('content-type', JSON_TYPE)
  @RequiredScope('messages:read')
  @Get(':id')
  async get(@Param() { id: messageId }: MessageParams, @CurrentUser() caller: Caller): Promise<Buffer> {
    return dataEnvelope(await this.rpc.callForJson(getMessage, { messageId }, caller));
  }

  @ApiOperation({ summary: 'Give one of your messages another body' })
  @Header('content-type', JSON_TYPE)
  @RequiredScope('messages:write')
  @Patch(':id')
  async edit(
    @Param() { id: messageId }: MessageParams,
    @Body() { body }: EditMessageDto,
    @CurrentUser() caller: Caller,
  ): Promise<Buffer> {
    return dataEnvelope(await this.rpc.callForJson(editMessage, { messageId, body }, caller));
  }

  @ApiOperation({ summary: 'Take a message back: your own, or anybody’s in a workspace that you run' })
  @HttpCode(204)
  @RequiredScope('messages:write')
  @Delete(':id')
  async delete(@Param() { id: messageId }: MessageParams, @CurrentUser() caller: Caller): Promise<void> {
    await this.rpc.call(deleteMessage, { messageId }, caller);
  }

  @ApiOperation({ summary: 'Put an emoji to a message' })
  @Header('content-type', JSON_TYPE)
  @HttpCode(200)
  @RequiredScope('messages:write')
  @Post(':id/reactions')
  react(@Param() { id }: MessageParams, @Body() { emoji }: ReactionDto, @CurrentUser() caller: Caller) {
    return this.setReaction(id, emoji, 'added', caller);
  }

  @ApiOperation({ summary: 'Take your emoji away from a message' })
  @Header('content-type', JSON_TYPE)
  @RequiredScope('messages:write')
  @Delete(':id/reactions')
  takeBack(@Param() { id }: MessageParams, @Body() { emoji }: ReactionDto, @CurrentUser() caller: Caller) {
    return this.setReaction(id, emoji, 'removed', caller);
  }

  private async setReaction(messageId: string, emoji: string, action: 'added' | 'removed', caller: Caller) {
    return dataEnvelope(await this.rpc.callForJson(reactToMessage, { messageId, emoji, action }, caller));
  }
}
