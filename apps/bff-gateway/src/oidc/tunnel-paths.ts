import type { FastifyRequest } from 'fastify';

/**
 * True for what auth-service answers by itself: everything below `/o/` but what the suite's API keeps there. Takes a
 * path with or without its query.
 */
export function isTunnelled(url: string): boolean {
  return /^\/o\/(?!(applications|authorized_tokens)(\/|\?|$))/.test(url);
}

/**
 * The address of a request as the route table has it, `/o/applications/:id` for instance; what no route answers as it
 * was sent. Rules go by it, because `/o/appl%69cations` is the same to the router and another text to a pattern.
 */
export function routeOf({ routeOptions, url }: FastifyRequest): string {
  return routeOptions.url ?? url.split('?', 1)[0] ?? '/';
}
