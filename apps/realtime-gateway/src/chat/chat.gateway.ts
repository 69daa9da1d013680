import { randomUUID } from 'node:crypto';

import { UseFilters, UsePipes } from '@nestjs/common';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { sendMessage, typing, type Typing } from '@atrium/contracts';
import { NatsLink } from '@atrium/nats';
import { RpcClient } from '@atrium/rpc';
import type { WebSocket } from 'ws';

import type { Connection } from '../connection/connection.js';
import { Connections } from '../connection/connections.js';
import { FrameErrorFilter } from '../connection/frame-error.filter.js';
import { FrameRefusal, requireAllowance } from '../connection/frame-error.js';
import { asRequest, framePipe } from '../connection/frame-pipe.js';
import {
  JoinChannelFrame,
  LeaveChannelFrame,
  MarkReadFrame,
  ResumeFrame,
  SendMessageFrame,
  TypingFrame,
  type ConversationFrame,
} from './chat.frames.js';
import { nameOf } from './conversation-event.js';
import { Conversations } from './conversations.js';
import { JoinConversations } from './join-conversations.use-case.js';
import type { Joined } from './joined-conversations.js';
import { ReadMarkers } from './read-markers.js';
import { SendRates } from './send-rates.js';
import { resumedBy, wantedBy } from './wanted.js';

/** `/ws/chat/`: clients join conversations, send messages, and get every event of what they joined. */
@WebSocketGateway({ path: '/ws/chat' })
@UsePipes(framePipe)
@UseFilters(FrameErrorFilter)
export class ChatGateway {
  constructor(
    private readonly rpc: RpcClient,
    private readonly nats: NatsLink,
    private readonly connections: Connections,
    private readonly conversations: Conversations,
    private readonly joins: JoinConversations,
    private readonly markers: ReadMarkers,
    private readonly rates: SendRates,
  ) {}

  /** From here on, or from `since` on, the socket gets the conversation's events; refused unless the caller may read it. */
  @SubscribeMessage('join_channel')
  async join(@ConnectedSocket() socket: WebSocket, @MessageBody() frame: JoinChannelFrame): Promise<void> {
    const connection = this.connections.of(socket);
    requireAllowance(connection.allowance.join());
    await asRequest(() => this.joins.join(connection, wantedBy(frame), frame.req));
    if (connection.isV2) this.markers.watch(connection);
  }

  /** Follows many conversations again, each from its place. */
  @SubscribeMessage('resume')
  async resume(@ConnectedSocket() socket: WebSocket, @MessageBody() frame: ResumeFrame): Promise<void> {
    const connection = this.connections.of(socket);
    requireAllowance(connection.allowance.join());
    await asRequest(() => this.joins.resume(connection, resumedBy(frame), frame.req));
    this.markers.watch(connection);
  }

  @SubscribeMessage('leave_channel')
  leave(@ConnectedSocket() socket: WebSocket, @MessageBody() frame: LeaveChannelFrame): void {
    const connection = this.connections.of(socket);
    const joined = this.requireJoined(connection, frame);
    this.conversations.leave(connection, joined);
    if (connection.isV2) connection.sendJson({ type: 'left_channel', ...nameOf(joined.opened.topic), reason: 'left' });
  }

  /** Stores a message. A legacy sender's answer is their own `new_message`, as for everyone else. */
  @SubscribeMessage('send_message')
  async send(@ConnectedSocket() socket: WebSocket, @MessageBody() frame: SendMessageFrame): Promise<void> {
    const connection = this.connections.of(socket);
    const { body, reply_to: replyTo } = frame;
    requireAllowance(await this.rates.take(connection.caller.userId));
    const clientId = frame.client_id ?? (connection.isV2 ? randomUUID() : undefined);
    const request = {
      ...conversationOf(frame),
      body,
      ...(clientId === undefined ? {} : { clientId }),
      ...(replyTo === undefined ? {} : { replyTo }),
    };
    const { message, seq, isDuplicate } = await asRequest(() => this.rpc.call(sendMessage, request, connection.caller));
    if (!connection.isV2) return;
    connection.sendJson({
      type: 'ack',
      client_id: clientId,
      ...(frame.channel_id === undefined
        ? { conversation_id: frame.conversation_id }
        : { channel_id: frame.channel_id }),
      message_id: message.id,
      seq,
      created_at: message.created_at,
      duplicate: isDuplicate,
    });
  }

  /** Says how far the caller has read; their own other devices are told. */
  @SubscribeMessage('mark_read')
  async markRead(@ConnectedSocket() socket: WebSocket, @MessageBody() frame: MarkReadFrame): Promise<void> {
    const connection = this.connections.of(socket);
    await asRequest(() => this.markers.mark(connection, { ...conversationOf(frame), seq: frame.seq }));
  }

  /** Tells the others in the conversation that the caller is writing. */
  @SubscribeMessage('typing')
  typing(@ConnectedSocket() socket: WebSocket, @MessageBody() frame: TypingFrame): void {
    const connection = this.connections.of(socket);
    const { topic, key } = this.requireJoined(connection, frame).opened;
    requireAllowance(connection.allowance.typingIn(key));
    const { userId, email } = connection.caller;
    const told: Typing = { userId, email };
    this.nats.connection.publish(typing.subjectOf(topic.conversationId), JSON.stringify(told));
  }

  private requireJoined(connection: Connection, { channel_id, conversation_id }: ConversationFrame): Joined {
    const joined = this.conversations.joined.find(connection, String(channel_id ?? conversation_id));
    if (!joined) throw new FrameRefusal('not_joined', 'Join the conversation first');
    return joined;
  }
}

function conversationOf({ channel_id, conversation_id }: ConversationFrame) {
  if (channel_id !== undefined) return { channelId: channel_id };
  return conversation_id === undefined ? {} : { conversationId: conversation_id };
}
