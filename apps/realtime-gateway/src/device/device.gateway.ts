import { UseFilters, UsePipes } from '@nestjs/common';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { IsObject, IsOptional, IsUUID } from 'class-validator';
import type { WebSocket } from 'ws';

import { Connections } from '../connection/connections.js';
import { FrameErrorFilter } from '../connection/frame-error.filter.js';
import { requireAllowance } from '../connection/frame-error.js';
import { asRequest, framePipe } from '../connection/frame-pipe.js';
import { DeviceFeeds } from './device-feeds.js';

/** `{"type":"subscribe","home_id":"…"}`, or all homes without; `"since":{"<device>":7}` leaves out what is known. */
export class SubscribeDevicesFrame {
  @IsOptional()
  @IsUUID()
  readonly home_id?: string;

  /** Versions by device; what is no version is as if it were not there. */
  @IsOptional()
  @IsObject()
  readonly since?: Readonly<Record<string, unknown>>;
}

/** `/ws/devices/`: clients get how the devices are in the homes they have a part in. */
@WebSocketGateway({ path: '/ws/devices' })
@UsePipes(framePipe)
@UseFilters(FrameErrorFilter)
export class DeviceGateway {
  constructor(
    private readonly connections: Connections,
    private readonly feeds: DeviceFeeds,
  ) {}

  @SubscribeMessage('subscribe')
  async subscribe(@ConnectedSocket() socket: WebSocket, @MessageBody() frame: SubscribeDevicesFrame): Promise<void> {
    const connection = this.connections.of(socket);
    requireAllowance(connection.allowance.join());
    await asRequest(() => this.feeds.follow(connection, frame.home_id, frame.since));
  }
}
