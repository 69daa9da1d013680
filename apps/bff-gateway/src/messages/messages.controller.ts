import { Body, Controller, Get, Header, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { listMessages, sendMessage } from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';

import { dataEnvelope } from '../http/envelope.js';
import { CurrentUser } from '../identity/current-user.decorator.js';
import { RequiredScope } from '../identity/required-scope.decorator.js';
import { OfChannelQuery, SendMessageDto } from './messages.dto.js';

@ApiTags('Messages')
@ApiBearerAuth()
@Controller('api/messages')
export class MessagesController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'The latest messages of a channel, oldest first' })
  @Header('content-type', 'application/json; charset=utf-8')
  @RequiredScope('messages:read')
  @Get()
  async list(@Query() query: OfChannelQuery, @CurrentUser() caller: Caller): Promise<Buffer> {
    const { channel_id: channelId, limit = 50 } = query;
    return dataEnvelope(await this.rpc.callForJson(listMessages, { channelId, limit }, caller));
  }

  @ApiOperation({ summary: 'Send a message; it also reaches the sockets that joined the channel' })
  @RequiredScope('messages:write')
  @Post()
  async send(@Body() body: SendMessageDto, @CurrentUser() caller: Caller) {
    const { channel_id: channelId, body: text, client_id: clientId } = body;
    const request = { channelId, body: text, ...(clientId === undefined ? {} : { clientId }) };
    const { message } = await this.rpc.call(sendMessage, request, caller);
    return { status: 'success', message_id: message.id };
  }
}
