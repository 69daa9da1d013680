import { UseFilters, UsePipes, ValidationPipe } from '@nestjs/common';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { openChannel, sendMessage } from '@atrium/contracts';
import { requestIdFrom, runInRequestContext } from '@atrium/observability';
import { RpcClient, validationFailed } from '@atrium/rpc';
import type { WebSocket } from 'ws';

import { Connections } from '../connection/connections.js';
import { FrameErrorFilter } from '../connection/frame-error.filter.js';
import { ConversationFeeds } from '../feed/conversation-feeds.js';
import { JoinChannelFrame, SendMessageFrame } from './chat.frames.js';

const framePipe = new ValidationPipe({ transform: true, whitelist: true, exceptionFactory: validationFailed });

/** `/ws/chat/`: clients join channels, send messages, and get every message of the channels they joined. */
@WebSocketGateway({ path: '/ws/chat' })
@UsePipes(framePipe)
@UseFilters(FrameErrorFilter)
export class ChatGateway {
  constructor(
    private readonly rpc: RpcClient,
    private readonly connections: Connections,
    private readonly feeds: ConversationFeeds,
  ) {}

  /** From here on the socket gets the channel's messages; refused unless the caller may read it. */
  @SubscribeMessage('join_channel')
  async join(@ConnectedSocket() socket: WebSocket, @MessageBody() frame: JoinChannelFrame): Promise<void> {
    const connection = this.connections.of(socket);
    await asRequest(async () => {
      const log = await this.rpc.call(openChannel, { channelId: frame.channel_id }, connection.caller);
      await this.feeds.follow(connection, log);
    });
  }

  /** Stores a message. The sender's own `new_message` is its answer, as for everyone else. */
  @SubscribeMessage('send_message')
  async send(@ConnectedSocket() socket: WebSocket, @MessageBody() frame: SendMessageFrame): Promise<void> {
    const { caller } = this.connections.of(socket);
    const { channel_id: channelId, body, client_id: clientId } = frame;
    const request = { channelId, body, ...(clientId === undefined ? {} : { clientId }) };
    await asRequest(() => this.rpc.call(sendMessage, request, caller));
  }
}

/** Each frame is a request of its own, with its own id in every service's log. */
function asRequest<Result>(serve: () => Promise<Result>): Promise<Result> {
  return runInRequestContext({ requestId: requestIdFrom(undefined) }, serve);
}
