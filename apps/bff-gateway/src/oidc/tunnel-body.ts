import { MAX_TUNNEL_BODY } from '@atrium/contracts';
import type { FastifyInstance } from 'fastify';

import { isTunnelled, routeOf } from './tunnel-paths.js';

/** Takes any content type for the tunnel, as raw bytes, and refuses unknown ones elsewhere as before. */
export function acceptRawBodies(server: FastifyInstance): void {
  const options = { parseAs: 'buffer', bodyLimit: MAX_TUNNEL_BODY } as const;
  server.addContentTypeParser('*', options, (request, body, done) => {
    if (isTunnelled(routeOf(request))) done(null, body);
    else done(Object.assign(new Error('Unsupported Media Type'), { statusCode: 415 }), undefined);
  });
}
