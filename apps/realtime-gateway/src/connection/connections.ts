import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { RevokedSessions } from '@atrium/auth';
import { gatewayDraining, type GatewayDraining } from '@atrium/contracts';
import { NatsLink } from '@atrium/nats';
import { counter, gauge } from '@atrium/observability';
import type { WebSocket } from 'ws';

import { CLOSE } from './close-codes.js';
import type { Connection } from './connection.js';

const PING_EVERY_MS = 25_000;
const EXPIRY_CHECK_EVERY_MS = 1_000;
/** Closing everyone at once would have everyone come back at once. */
const DRAIN_SPREAD_MS = 2_000;
const DRAIN_LIMIT_MS = 5_000;

const open = gauge('websocket_connections', 'Open sockets');
const opened = counter('websocket_opened_total', 'Sockets opened');
const closed = counter('websocket_closed_total', 'Sockets closed', ['code']);

/** Every open socket of this process: keeps them alive, ends those whose token or session ended, sends them away on shutdown. */
@Injectable()
export class Connections implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly connections = new Map<WebSocket, Connection>();
  private timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly nats: NatsLink,
    private readonly revoked: RevokedSessions,
  ) {}

  onApplicationBootstrap(): void {
    this.timers = [
      setInterval(() => this.ping(), PING_EVERY_MS),
      setInterval(() => this.endExpired(), EXPIRY_CHECK_EVERY_MS),
    ];
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
    this.timers.forEach((timer) => clearInterval(timer));
  }

  add(connection: Connection): void {
    const { socket } = connection;
    this.connections.set(socket, connection);
    opened.inc();
    open.set(this.connections.size);
    socket.on('close', (code: number) => {
      this.connections.delete(socket);
      closed.inc({ code });
      open.set(this.connections.size);
    });
    // It may have ended between the check of the token and now.
    if (this.revoked.has(connection.caller.sessionId)) this.endSession(connection.caller.sessionId);
  }

  /** The connection of a socket that was accepted. */
  of(socket: WebSocket): Connection {
    const connection = this.connections.get(socket);
    if (!connection) throw new Error('A socket that was never accepted');
    return connection;
  }

  /** Closes sockets with 1012, spread over a moment, and resolves when they are gone or the time is up. */
  async sendAway(which: (connection: Connection) => boolean = () => true): Promise<void> {
    const leaving = [...this.connections.values()].filter(which);
    const gone = leaving.map(
      (connection, index) =>
        new Promise<void>((resolve) => {
          connection.onClose(resolve);
          const wait = leaving.length < 10 ? 0 : (DRAIN_SPREAD_MS * index) / leaving.length;
          setTimeout(() => connection.close(CLOSE.SERVICE_RESTART, 'restarting'), wait);
        }),
    );
    const limit = new Promise<void>((resolve) => setTimeout(resolve, DRAIN_LIMIT_MS).unref());
    await Promise.race([Promise.all(gone), limit]);
  }

  private ping(): void {
    for (const connection of this.connections.values()) {
      if (!connection.isAlive) connection.socket.terminate();
      connection.isAlive = false;
      if (connection.socket.readyState === connection.socket.OPEN) connection.socket.ping();
    }
  }

  private endSession(sessionId: string): void {
    for (const connection of this.connections.values()) {
      if (connection.caller.sessionId === sessionId) connection.close(CLOSE.SESSION_ENDED, 'session ended');
    }
  }

  private endExpired(): void {
    const now = Date.now();
    for (const connection of this.connections.values()) {
      if (connection.caller.expiresAt <= now) connection.close(CLOSE.TOKEN_EXPIRED, 'token expired');
    }
  }
}
