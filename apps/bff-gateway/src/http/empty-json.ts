import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

/** Leaves a JSON body as the text that came, for an endpoint that verifies a signature of it. */
export const RawJson = () => RouteConfig({ isRawJson: true } satisfies RawJsonRoute);

interface RawJsonRoute {
  readonly isRawJson?: true;
}

/**
 * Clients of the workspace API send POST /api/refresh/ and /api/logout/ with a JSON content type and no body. Fastify's
 * own parser refuses that; here an empty body is simply no body.
 */
export function acceptEmptyJson(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeContentTypeParser('application/json');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if ((request.routeOptions.config as RawJsonRoute).isRawJson) done(null, body);
    else if (body === '') done(null, undefined);
    else void parse(request, body as string, done);
  });
}
