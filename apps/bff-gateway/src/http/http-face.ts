import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Health } from '@atrium/observability';
import { serveHealth, type HttpFace } from '@atrium/service';

import type { BffConfig } from '../config.js';
import { CsrfDefence } from '../csrf/csrf-defence.js';
import { publishDocs } from '../docs/publish-docs.js';
import { RateLimits } from '../rate-limit/rate-limits.js';
import { acceptRawBodies } from '../oidc/tunnel-body.js';
import { RealtimeSplice } from '../splice/realtime-splice.js';
import { UsageRecorder } from '../usage/usage-recorder.js';
import { acceptEmptyJson } from './empty-json.js';
import { crossOriginRules } from './cross-origin.js';
import { letConnectionsGo } from './let-connections-go.js';
import { trackRequests } from './request-tracking.js';
import { logRoutes } from './route-log.js';
import { addSecurityHeaders } from './security-headers.js';

/** Largest request body, in bytes: the longest message in the widest encoding, and room around it. */
const BODY_LIMIT = 128 * 1024;

/** Builds the public HTTP application: Fastify, cookies, request ids, documents, and the socket splice. */
export async function createHttpFace(root: DynamicModule, config: BffConfig, health: Health): Promise<HttpFace> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    // A stopping gateway still answers what reaches it; that it is going, its health and its connections say.
    return503OnClosing: false,
    trustProxy: config.TRUSTED_PROXIES.length > 0 ? config.TRUSTED_PROXIES : false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 256 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, { bodyParser: false });
  const server = adapter.getInstance();
  logRoutes(server);
  trackRequests(server);
  addSecurityHeaders(server, config.PUBLIC_URL);
  app.get(UsageRecorder).attach(server);
  letConnectionsGo(server, health);
  acceptEmptyJson(server);
  acceptRawBodies(server);
  serveHealth(server, health);
  await app.register(cookie);
  await app.register(cors, crossOriginRules(config.ALLOWED_ORIGINS));
  app.get(CsrfDefence).attach(server);
  app.get(RateLimits).attach(server);
  publishDocs(app, config);
  const splice = app.get(RealtimeSplice);
  splice.attach(app.getHttpServer());
  return { app, metricsPort: config.METRICS_PORT, beforeClose: () => splice.drain() };
}
