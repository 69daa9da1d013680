import { UseFilters, UsePipes } from '@nestjs/common';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { MAX_INTEGER_ID } from '@atrium/contracts';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import type { WebSocket } from 'ws';

import { Connections } from '../connection/connections.js';
import { FrameErrorFilter } from '../connection/frame-error.filter.js';
import { requireAllowance } from '../connection/frame-error.js';
import { asRequest, framePipe } from '../connection/frame-pipe.js';
import { WorkspaceFeeds } from './workspace-feeds.js';

/** `{"type":"subscribe","workspace_id":1}`, and in version 2 `"since":41` */
export class SubscribeActivitiesFrame {
  @Max(MAX_INTEGER_ID)
  @Min(1)
  @IsInt()
  readonly workspace_id!: number;

  @IsOptional()
  @Max(Number.MAX_SAFE_INTEGER)
  @Min(0)
  @IsInt()
  readonly since?: number;
}

/** `/ws/activity/`: clients get what happens in the workspaces they subscribe to. */
@WebSocketGateway({ path: '/ws/activity' })
@UsePipes(framePipe)
@UseFilters(FrameErrorFilter)
export class ActivityGateway {
  constructor(
    private readonly connections: Connections,
    private readonly feeds: WorkspaceFeeds,
  ) {}

  @SubscribeMessage('subscribe')
  async subscribe(@ConnectedSocket() socket: WebSocket, @MessageBody() frame: SubscribeActivitiesFrame): Promise<void> {
    const connection = this.connections.of(socket);
    requireAllowance(connection.allowance.join());
    await asRequest(() => this.feeds.follow(connection, frame.workspace_id, frame.since));
  }
}
