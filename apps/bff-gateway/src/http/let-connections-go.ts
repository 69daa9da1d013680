import type { Health } from '@atrium/observability';
import type { FastifyInstance } from 'fastify';

/**
 * While the process drains, every answer ends its connection. A connection kept alive past the server's close would
 * hold the process until its own time-out, and its client's next request would fail.
 */
export function letConnectionsGo(server: FastifyInstance, health: Health): void {
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (health.isDraining) reply.header('connection', 'close');
    done(null, payload);
  });
}
