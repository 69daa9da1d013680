import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import '@fastify/cookie';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { gatewayDraining } from '@atrium/contracts';
import { NatsLink } from '@atrium/nats';
import { gauge, requestIdFrom } from '@atrium/observability';
import { isRefusal, TokenVerifier } from '@atrium/rpc';

import { BFF_CONFIG, type BffConfig } from '../config.js';
import { presentedToken } from '../identity/access-token.js';
import { repeatedAuthCookie } from '../identity/repeated-cookie.js';
import { AllowedOrigins } from './allowed-origins.js';
import { RealtimeTargets } from './realtime-targets.js';
import { refuseUpgrade } from './refuse-upgrade.js';
import { upgradeRequest } from './upgrade-request.js';
import { upgradeTarget } from './upgrade-target.js';

/** How long a stopping gateway waits for its sockets to be closed from the other side, in milliseconds. */
const DRAIN_LIMIT_MS = 8_000;

const spliced = gauge('spliced_sockets', 'WebSocket connections passing through');

/**
 * Authenticates a WebSocket upgrade, then joins the client's connection to a realtime-gateway's and looks at no byte
 * again. Refusals come before the upgrade, as plain HTTP.
 */
@Injectable()
export class RealtimeSplice {
  private readonly logger = new Logger(RealtimeSplice.name);
  private readonly targets: RealtimeTargets;
  private readonly instance = randomUUID();
  private readonly open = new Set<Duplex>();
  private isDraining = false;
  private onEmpty: (() => void) | undefined;

  constructor(
    @Inject(BFF_CONFIG) { REALTIME_URLS }: BffConfig,
    private readonly verifier: TokenVerifier,
    private readonly origins: AllowedOrigins,
    private readonly nats: NatsLink,
    private readonly http: HttpAdapterHost<FastifyAdapter>,
  ) {
    this.targets = new RealtimeTargets(REALTIME_URLS);
  }

  /** Takes over the server's upgrade requests. */
  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, client: Duplex, head: Buffer) => {
      client.on('error', () => client.destroy());
      this.splice(request, client, head).catch((err: unknown) => {
        this.logger.error({ msg: 'upgrade failed', err });
        refuseUpgrade(client, 503, 'Real-time connections are not available now');
      });
    });
  }

  /** Refuses new sockets, has the realtime-gateways close those that pass through here, and waits for that. */
  async drain(): Promise<void> {
    this.isDraining = true;
    if (this.open.size === 0) return;
    this.nats.connection.publish(gatewayDraining.subject, JSON.stringify({ instance: this.instance }));
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, DRAIN_LIMIT_MS);
      this.onEmpty = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    for (const socket of this.open) socket.destroy();
  }

  private async splice(request: IncomingMessage, client: Duplex, head: Buffer): Promise<void> {
    if (this.isDraining) return refuseUpgrade(client, 503, 'This gateway is about to restart; connect again');
    const target = upgradeTarget(request.url ?? '/');
    if (!target) return refuseUpgrade(client, 404, 'There is no socket at this address');
    const repeated = repeatedAuthCookie(request.headers.cookie);
    if (repeated !== undefined) return refuseUpgrade(client, 400, `The cookie ${repeated} was sent more than once`);
    const presented = this.tokenOf(request, target.token);
    if (!presented) return refuseUpgrade(client, 401, 'Authentication credentials were not provided.');
    if (presented.isFromCookie && !this.origins.allows(request.headers.origin)) {
      return refuseUpgrade(client, 403, 'This origin may not connect with cookies');
    }
    const refusal = await this.refusalOf(presented.accessToken);
    if (refusal) return refuseUpgrade(client, refusal.status, refusal.message);

    // The copy outlives the read: a write may have to wait for the client.
    const { socket: upstream, host } = await this.targets.connect((bytes) => client.write(Buffer.copyBytesFrom(bytes)));
    const requestId = requestIdFrom(undefined);
    const identity = { accessToken: presented.accessToken, requestId, via: this.instance };
    upstream.write(upgradeRequest(target, host, request.headers, identity));
    if (head.length > 0) upstream.write(head);
    this.join(client, upstream);
  }

  private tokenOf(request: IncomingMessage, queryToken: string | undefined) {
    if (queryToken !== undefined) return { accessToken: queryToken, isFromCookie: false };
    const server = this.http.httpAdapter.getInstance();
    return presentedToken(request.headers, server.parseCookie(request.headers.cookie ?? ''));
  }

  private async refusalOf(accessToken: string): Promise<{ status: number; message: string } | undefined> {
    try {
      await this.verifier.verify(accessToken);
      return undefined;
    } catch (error) {
      if (isRefusal(error, 'TOKEN_INVALID')) return { status: 401, message: error.detail };
      if (isRefusal(error, 'SERVICE_UNAVAILABLE', 'DEADLINE_EXCEEDED')) return { status: 503, message: error.detail };
      throw error;
    }
  }

  private join(client: Duplex, upstream: Socket): void {
    this.open.add(client);
    spliced.set(this.open.size);
    client.pipe(upstream);
    client.on('drain', () => upstream.resume());
    upstream.on('end', () => client.end());
    upstream.on('error', () => client.destroy());
    upstream.on('close', () => client.destroy());
    client.on('close', () => {
      upstream.destroy();
      this.open.delete(client);
      spliced.set(this.open.size);
      if (this.open.size === 0) this.onEmpty?.();
    });
  }
}
