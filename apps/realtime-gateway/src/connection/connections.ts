import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { RevokedSessions } from '@atrium/auth';
import { gatewayDraining, type GatewayDraining } from '@atrium/contracts';
import { NatsLink } from '@atrium/nats';
import { counter } from '@atrium/observability';
import type { Caller } from '@atrium/rpc';
import type { WebSocket } from 'ws';

import { REALTIME_CONFIG, type RealtimeConfig } from '../config.js';
import { CLOSE } from './close-codes.js';
import type { Connection } from './connection.js';
import { Lifetimes } from './lifetimes.js';
import { endSlowest } from './slow-sockets.js';
import { countSocket } from './socket-metrics.js';

/** Closing everyone at once would have everyone come back at once. */
const DRAIN_SPREAD_MS = 2_000;
const DRAIN_LIMIT_MS = 5_000;

const opened = counter('websocket_opened_total', 'Sockets opened');
const closed = counter('websocket_closed_total', 'Sockets closed', ['code']);

/** Every open socket of this process: keeps them alive, ends those whose token or session ended, sends them away on shutdown. */
@Injectable()
export class Connections implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly connections = new Map<WebSocket, Connection>();
  private readonly ofUser = new Map<string, number>();
  private readonly lifetimes = new Lifetimes();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly nats: NatsLink,
    private readonly revoked: RevokedSessions,
    @Inject(REALTIME_CONFIG) private readonly config: Pick<RealtimeConfig, 'SOCKETS_PER_USER'>,
  ) {}

  onApplicationBootstrap(): void {
    this.onEachSecond();
    this.revoked.onRevoked((sessionId) => this.endSession(sessionId));
    this.nats.connection.subscribe(gatewayDraining.subject, {
      callback: (error, message) => {
        if (error) return;
        const { instance } = message.json<GatewayDraining>();
        void this.sendAway((connection) => connection.via === instance);
      },
    });
  }

  onModuleDestroy(): void {
    clearTimeout(this.timer);
  }

  add(connection: Connection): void {
    const { socket } = connection;
    const { userId, sessionId } = connection.caller;
    const count = (this.ofUser.get(userId) ?? 0) + 1;
    this.connections.set(socket, connection);
    this.ofUser.set(userId, count);
    this.lifetimes.begin(connection);
    opened.inc();
    countSocket(connection);
    socket.on('close', (code: number) => this.remove(connection, userId, code));
    // It may have ended between the check of the token and now.
    if (this.revoked.has(sessionId)) this.endSession(sessionId);
    if (count > this.config.SOCKETS_PER_USER) connection.close(CLOSE.TOO_MANY_SOCKETS, 'too many sockets');
  }

  /** The connection of a socket that was accepted. */
  of(socket: WebSocket): Connection {
    const connection = this.connections.get(socket);
    if (!connection) throw new Error('A socket that was never accepted');
    return connection;
  }

  /** A newer token of the same session: the socket lives as long as that. */
  renew(connection: Connection, caller: Caller): void {
    connection.renew(caller);
    this.lifetimes.begin(connection);
  }

  /** Closes sockets with 1012, spread over a moment, and resolves when they are gone or the time is up. */
  async sendAway(which: (connection: Connection) => boolean = () => true): Promise<void> {
    const leaving = [...this.connections.values()].filter(which);
    for (const connection of leaving) {
      const retryAfterMs = Math.round(Math.random() * DRAIN_SPREAD_MS);
      if (connection.isV2) connection.sendJson({ type: 'going_away', retry_after_ms: retryAfterMs });
    }
    const gone = leaving.map(
      (connection, index) =>
        new Promise<void>((resolve) => {
          connection.onClose(resolve);
          const wait = leaving.length < 10 ? 0 : (DRAIN_SPREAD_MS * (index + Math.random())) / leaving.length;
          setTimeout(() => connection.close(CLOSE.SERVICE_RESTART, 'restarting'), wait);
        }),
    );
    const limit = new Promise<void>((resolve) => setTimeout(resolve, DRAIN_LIMIT_MS).unref());
    await Promise.race([Promise.all(gone), limit]);
  }

  private remove(connection: Connection, userId: string, code: number): void {
    this.connections.delete(connection.socket);
    this.lifetimes.end(connection);
    closed.inc({ code });
    const left = (this.ofUser.get(userId) ?? 1) - 1;
    if (left > 0) this.ofUser.set(userId, left);
    else this.ofUser.delete(userId);
  }

  private endSession(sessionId: string): void {
    for (const connection of this.connections.values()) {
      if (connection.caller.sessionId === sessionId) connection.close(CLOSE.SESSION_ENDED, 'session ended');
    }
  }

  /** One timer for all sockets. Tokens run out on the full second, and so does it: nothing is sent beyond that. */
  private onEachSecond(): void {
    const now = Date.now();
    for (const connection of this.connections.values()) this.lifetimes.check(connection, now);
    endSlowest(this.connections.values(), performance.now());
    this.timer = setTimeout(() => this.onEachSecond(), 1_000 - (Date.now() % 1_000));
  }
}
