import type { FastifyRequest, HTTPMethods } from 'fastify';

import type { HttpFault } from './http-fault.js';

const METHODS: HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

export interface Unmatched extends HttpFault {
  /** The methods the path has, where it has any. */
  readonly allow: readonly string[];
}

/** Why no route matched: 405 where the path exists for another method, else 404. */
export function unmatched({ url, server }: FastifyRequest): Unmatched {
  const [path = '/'] = url.split('?', 1);
  const route = path.length > 1 ? path.replace(/\/$/, '') : path;
  const allow = METHODS.filter((method) => server.hasRoute({ method, url: route }));
  if (allow.length === 0) return { status: 404, code: 'NOT_FOUND', detail: `There is nothing at ${path}`, allow };
  return { status: 405, code: 'METHOD_NOT_ALLOWED', detail: `${allow.join(' or ')} method required`, allow };
}
