import { createServer, type Server } from 'node:http';
import { once } from 'node:events';

import type { Health } from './health.js';
import { metrics } from './metrics.js';

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/**
 * The internal port of a process: `/health`, `/health/live`, `/health/ready` for orchestrators and `/metrics` for
 * Prometheus. Never published to users.
 */
export class OpsServer {
  private readonly server: Server;

  constructor(private readonly health: Health) {
    this.server = createServer((request, response) => {
      const answer = this.answer(request.url?.split('?', 1)[0] ?? '/').catch((err: unknown): Answer => ({
        status: 500,
        type: 'text/plain',
        body: `${String(err)}\n`,
      }));
      void answer.then(({ status, type, body }) => {
        response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
      });
    });
  }

  /** Resolves once the port accepts connections; rejects with the system's error when it is taken. */
  async listen(port: number, host: string): Promise<void> {
    this.server.listen(port, host);
    await once(this.server, 'listening');
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await Promise.resolve();
  }

  private async answer(path: string): Promise<Answer> {
    if (path === '/metrics') return { status: 200, type: metrics.contentType, body: await metrics.metrics() };
    const isWell = healthVerdict(this.health, path);
    if (isWell === undefined) return { status: 404, type: 'text/plain', body: 'Not found\n' };
    return {
      status: isWell ? 200 : 503,
      type: 'application/json',
      body: JSON.stringify(this.health.report()),
    };
  }
}

/** The verdict a health path asks for; undefined for any other path. */
export function healthVerdict(health: Health, path: string): boolean | undefined {
  switch (path.replace(/\/$/, '')) {
    case '/health/live':
      return health.isLive();
    case '/health':
    case '/health/ready':
      return health.isReady();
    default:
      return undefined;
  }
}
