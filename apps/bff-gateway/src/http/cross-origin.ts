import type { FastifyCorsOptions, FastifyCorsOptionsDelegateCallback } from '@fastify/cors';
import type { FastifyRequest } from 'fastify';

import { isTunnelled } from '../oidc/tunnel-paths.js';

/** How long browsers may remember a preflight, in seconds. */
const PREFLIGHT_SECONDS = 600;

/** Pages of these origins may call with cookies and read the answers; those of others may not. */
export function crossOriginRules(origins: readonly string[]): { delegator: FastifyCorsOptionsDelegateCallback } {
  const rules = rulesFor(origins);
  // Who may read the answers of the OAuth2 provider is its own affair: each client names its origins there.
  return {
    delegator: ({ url }: FastifyRequest, decide) => decide(null, isTunnelled(url) ? { origin: false } : rules),
  };
}

function rulesFor(origins: readonly string[]): FastifyCorsOptions {
  return {
    origin: [...origins],
    credentials: true,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'x-csrf-token', 'x-request-id'],
    exposedHeaders: ['x-request-id', 'retry-after', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'],
    maxAge: PREFLIGHT_SECONDS,
    // An OPTIONS that is no preflight is an ordinary request.
    strictPreflight: false,
  };
}
