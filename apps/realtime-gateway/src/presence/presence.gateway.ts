import { Logger, UseFilters, UsePipes } from '@nestjs/common';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { MAX_CO_MEMBERS, PRESENCE_STATUSES, type PresenceStatus } from '@atrium/contracts';
import {
  ArrayMaxSize,
  IsArray,
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import type { WebSocket } from 'ws';

import type { Connection } from '../connection/connection.js';
import { Connections } from '../connection/connections.js';
import { FrameErrorFilter } from '../connection/frame-error.filter.js';
import { requireAllowance } from '../connection/frame-error.js';
import { asRequest, framePipe } from '../connection/frame-pipe.js';
import { Presence } from './presence.js';
import { Watchers, type Watcher } from './watchers.js';

/** `{"type":"heartbeat","status":"online"}`, and in version 2 `"idle_ms":0,"device":"d1","watch":["b@x"]` */
export class HeartbeatFrame {
  @IsIn(PRESENCE_STATUSES)
  readonly status!: PresenceStatus;

  /** How long its owner has done nothing. */
  @IsOptional()
  @Max(Number.MAX_SAFE_INTEGER)
  @Min(0)
  @IsInt()
  readonly idle_ms?: number;

  @IsOptional()
  @MaxLength(64)
  @IsString()
  readonly device?: string;

  /** Whom to tell of, where too many share a workspace to tell of all. */
  @IsOptional()
  @ArrayMaxSize(MAX_CO_MEMBERS)
  @IsEmail({}, { each: true })
  @IsArray()
  readonly watch?: readonly string[];
}

/** `/ws/presence/`: clients say that somebody is there, and are told who else is. */
@WebSocketGateway({ path: '/ws/presence' })
@UsePipes(framePipe)
@UseFilters(FrameErrorFilter)
export class PresenceGateway {
  private readonly logger = new Logger(PresenceGateway.name);

  constructor(
    private readonly connections: Connections,
    private readonly presence: Presence,
    private readonly watchers: Watchers,
  ) {}

  @SubscribeMessage('heartbeat')
  async heartbeat(@ConnectedSocket() socket: WebSocket, @MessageBody() frame: HeartbeatFrame): Promise<void> {
    const connection = this.connections.of(socket);
    requireAllowance(connection.allowance.heartbeat());
    await asRequest(async () => {
      const { watcher, isNew } = await this.watchers.watch(connection, frame.watch);
      await this.presence.beat(connection, { status: frame.status, idleMs: frame.idle_ms ?? 0 });
      if (isNew && connection.isV2) await this.sendState(connection, watcher);
    });
  }

  /** Who is there just now; whoever is not named is not. */
  private async sendState(connection: Connection, { people }: Watcher): Promise<void> {
    try {
      const states = await this.presence.read([...people.keys()]);
      const users = states
        .filter(({ status }) => status !== 'offline')
        .map(({ userId, status, rev, lastActive }) => {
          return { user_email: people.get(userId), status, last_active: lastActive, rev };
        });
      const rev = Math.max(0, ...states.map((state) => state.rev));
      connection.sendJson({ type: 'presence_state', users, rev });
    } catch (err) {
      this.logger.warn({ msg: 'who is there is not known now', err });
    }
  }
}
