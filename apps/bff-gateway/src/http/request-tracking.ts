import { Logger } from '@nestjs/common';
import { latencyHistogram, requestIdFrom, runInRequestContext } from '@atrium/observability';
import type { FastifyInstance } from 'fastify';

/** Longest a request may take, in milliseconds; every call made for it gets what is left of this. */
const REQUEST_LIMIT_MS = 10_000;

const duration = latencyHistogram('http_server_request_duration_seconds', 'Time to answer a request', [
  'method',
  'route',
  'status_class',
]);

/**
 * Gives each request its id (taken from `X-Request-Id` or made, and returned), its deadline, and an abort signal for
 * when the client goes away; then counts and logs how it went.
 */
export function trackRequests(server: FastifyInstance): void {
  const logger = new Logger('Request');

  server.addHook('onRequest', (request, reply, done) => {
    const requestId = requestIdFrom(header(request.headers['x-request-id']));
    const gone = new AbortController();
    reply.header('x-request-id', requestId);
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) gone.abort();
    });
    const traceparent = header(request.headers.traceparent);
    const deadline = performance.now() + REQUEST_LIMIT_MS;
    runInRequestContext({ requestId, traceparent, deadline, signal: gone.signal }, done);
  });

  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unmatched';
    const seconds = reply.elapsedTime / 1_000;
    duration.observe(
      { method: request.method, route, status_class: `${Math.floor(reply.statusCode / 100)}xx` },
      seconds,
    );
    logger.debug({ msg: 'request', method: request.method, route, status: reply.statusCode, seconds });
    done();
  });
}

function header(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
