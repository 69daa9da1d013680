import type { FastifyInstance } from 'fastify';

const HSTS = 'max-age=31536000';

/** Answers of these are somebody's own and hold nothing that a browser should run; the documentation is neither. */
const OF_API = /^\/(api|auth|admin|o|smarthome)(?=\/|\?|$)(?!\/(docs|openapi\.json))/;

const OF_PROVIDER = /^\/o(\/|\?|$)/;

/**
 * What every answer tells browsers; a handler may overrule it. No sniffing of types, no frames around it, addresses not
 * told to other sites; answers of the API are not kept and may load nothing.
 */
export function addSecurityHeaders(server: FastifyInstance, publicUrl: string): void {
  const isHttps = publicUrl.startsWith('https:');
  server.addHook('onRequest', (request, reply, done) => {
    const isApi = OF_API.test(request.url);
    reply
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'same-origin')
      .header('x-frame-options', 'DENY')
      .header(
        'content-security-policy',
        isApi ? "default-src 'none'; frame-ancestors 'none'" : "frame-ancestors 'none'",
      );
    // Applications open the provider's pages in a window of theirs and wait for it.
    if (!OF_PROVIDER.test(request.url)) reply.header('cross-origin-opener-policy', 'same-origin');
    if (isApi) reply.header('cache-control', 'no-store');
    if (isHttps) reply.header('strict-transport-security', HSTS);
    done();
  });
}
