import { RouteConfig } from '@nestjs/platform-fastify';

/** What {@link StrictLimit} leaves in a Fastify route's configuration. */
export interface LimitedRoute {
  readonly rateLimit?: 'strict';
}

/** Holds an endpoint to RATE_LIMIT_STRICT: it takes a credential, or hands one out. */
export const StrictLimit = () => RouteConfig({ rateLimit: 'strict' } satisfies LimitedRoute);
