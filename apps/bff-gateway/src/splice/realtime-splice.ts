import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import { Inject, Injectable, Logger } from '@nestjs/common';
import { gatewayDraining } from '@atrium/contracts';
import { NatsLink } from '@atrium/nats';
import { gauge, requestIdFrom } from '@atrium/observability';

import { BFF_CONFIG, type BffConfig } from '../config.js';
import { insertHeaders } from './insert-headers.js';
import { RealtimeTargets } from './realtime-targets.js';
import { refuseUpgrade } from './refuse-upgrade.js';
import { UpgradeIdentification, UpgradeRefused, type SocketOwner } from './upgrade-identification.js';
import { upgradeRequest } from './upgrade-request.js';
import { upgradeTarget, type UpgradeTarget } from './upgrade-target.js';

/** How long a stopping gateway waits for its sockets to be closed from the other side, in milliseconds. */
const DRAIN_LIMIT_MS = 8_000;

const UNAVAILABLE = 'Real-time connections are not available now';

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
    private readonly identification: UpgradeIdentification,
    private readonly nats: NatsLink,
  ) {
    this.targets = new RealtimeTargets(REALTIME_URLS);
  }

  /** Takes over the server's upgrade requests. */
  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, client: Duplex, head: Buffer) => {
      client.on('error', () => client.destroy());
      this.splice(request, client, head).catch((err: unknown) => {
        if (err instanceof UpgradeRefused) return refuseUpgrade(client, err.status, err.message);
        this.logger.error({ msg: 'upgrade failed', err });
        refuseUpgrade(client, 503, UNAVAILABLE);
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
    const owner = await this.identification.execute(request, target.token);
    try {
      await this.connect(request, client, head, target, owner);
    } catch (err) {
      this.logger.error({ msg: 'upgrade failed', err });
      // With the cookies: the refresh token of the old ones is used up.
      refuseUpgrade(client, 503, UNAVAILABLE, owner.setCookies);
    }
  }

  private async connect(
    { headers }: IncomingMessage,
    client: Duplex,
    head: Buffer,
    target: UpgradeTarget,
    { accessToken, setCookies }: SocketOwner,
  ): Promise<void> {
    // The copy outlives the read: a write may have to wait for the client.
    const { socket: upstream, host } = await this.targets.connect(
      insertHeaders(setCookies, (bytes) => client.write(Buffer.copyBytesFrom(bytes))),
    );
    const identity = { accessToken, requestId: requestIdFrom(undefined), via: this.instance };
    upstream.write(upgradeRequest(target, host, headers, identity));
    if (head.length > 0) upstream.write(head);
    this.join(client, upstream);
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
