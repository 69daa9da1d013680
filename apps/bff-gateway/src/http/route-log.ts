import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

import { SOCKET_PATHS } from '../splice/upgrade-target.js';

/**
 * Says at debug level what the gateway serves, as `GET /api/users/:id`, sockets as `WS /ws/chat`. Hears of the routes
 * that are added after it only.
 */
export function logRoutes(server: FastifyInstance): void {
  const routes = new Set(SOCKET_PATHS.map((path) => `WS ${path}`));
  server.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) routes.add(`${each} ${url}`);
  });
  server.addHook('onListen', (done) => {
    new Logger('Routes').debug({ msg: 'routes', routes: [...routes] });
    done();
  });
}
