import { UseFilters, UsePipes } from '@nestjs/common';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { acknowledgeNotifications } from '@atrium/contracts';
import { RpcClient } from '@atrium/rpc';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import type { WebSocket } from 'ws';

import { Connections } from '../connection/connections.js';
import { FrameErrorFilter } from '../connection/frame-error.filter.js';
import { requireAllowance } from '../connection/frame-error.js';
import { asRequest, framePipe } from '../connection/frame-pipe.js';
import { NotificationFeeds } from './notification-feeds.js';

/** `{"type":"subscribe"}`, and in version 2 `"since":41` */
export class SubscribeNotificationsFrame {
  @IsOptional()
  @Max(Number.MAX_SAFE_INTEGER)
  @Min(0)
  @IsInt()
  readonly since?: number;
}

/** `{"type":"ack_notification","seq":41}`: this one and all before it */
export class AckNotificationFrame {
  @Max(Number.MAX_SAFE_INTEGER)
  @Min(0)
  @IsInt()
  readonly seq!: number;
}

/** `/ws/notifications/`: clients get their own notifications, and say which they have seen. */
@WebSocketGateway({ path: '/ws/notifications' })
@UsePipes(framePipe)
@UseFilters(FrameErrorFilter)
export class NotificationGateway {
  constructor(
    private readonly rpc: RpcClient,
    private readonly connections: Connections,
    private readonly feeds: NotificationFeeds,
  ) {}

  @SubscribeMessage('subscribe')
  async subscribe(@ConnectedSocket() socket: WebSocket, @MessageBody() { since }: SubscribeNotificationsFrame) {
    const connection = this.connections.of(socket);
    requireAllowance(connection.allowance.join());
    await asRequest(() => this.feeds.follow(connection, since));
  }

  @SubscribeMessage('ack_notification')
  async acknowledge(@ConnectedSocket() socket: WebSocket, @MessageBody() { seq }: AckNotificationFrame) {
    const connection = this.connections.of(socket);
    const request = { upTo: seq };
    const { unread } = await asRequest(() => this.rpc.call(acknowledgeNotifications, request, connection.caller));
    connection.sendJson({ type: 'notifications_acknowledged', seq, unread });
  }
}
