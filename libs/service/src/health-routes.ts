import { healthVerdict, type Health } from '@atrium/observability';
import type { FastifyInstance } from 'fastify';

/**
 * Serves `/health`, `/health/live` and `/health/ready` on an app's public port. They bypass Nest: no guard, limit or
 * body parser may stand between an orchestrator and its probe.
 */
export function serveHealth(server: FastifyInstance, health: Health): void {
  for (const path of ['/health', '/health/live', '/health/ready']) {
    server.get(path, (_request, reply) => {
      const isWell = healthVerdict(health, path) ?? false;
      return reply
        .code(isWell ? 200 : 503)
        .header('cache-control', 'no-store')
        .send(health.report());
    });
  }
}
