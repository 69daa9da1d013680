import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Health } from '@atrium/observability';
import { TokenVerifier } from '@atrium/rpc';
import { serveHealth, type HttpFace } from '@atrium/service';

import type { RealtimeConfig } from '../config.js';
import { Connections } from './connections.js';
import { SessionFrames } from './session-frames.js';
import { SocketAdapter } from './socket-adapter.js';

/** Builds the internal port: WebSocket upgrades from the bff-gateway, and health. */
export async function createSocketFace(root: DynamicModule, config: RealtimeConfig, health: Health): Promise<HttpFace> {
  const adapter = new FastifyAdapter({ routerOptions: { ignoreTrailingSlash: true } });
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, { bodyParser: false });
  serveHealth(adapter.getInstance(), health);
  const connections = app.get(Connections);
  const services = {
    verifier: app.get(TokenVerifier),
    connections,
    sessionFrames: app.get(SessionFrames),
    rates: { frames: config.SOCKET_FRAMES_PER_SECOND },
  };
  app.useWebSocketAdapter(new SocketAdapter(app, services));
  return { app, metricsPort: config.METRICS_PORT, beforeClose: () => connections.sendAway() };
}
