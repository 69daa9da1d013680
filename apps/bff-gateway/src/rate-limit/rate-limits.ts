import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { counter } from '@atrium/observability';
import { DomainError } from '@atrium/rpc';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { BFF_CONFIG, type BffConfig } from '../config.js';
import { CountedCaller } from './counted-caller.js';
import { LimitTable, type Limit } from './limit-table.js';
import { MinuteCounters, type Count } from './minute-counters.js';
import type { LimitedRoute } from './strict-limit.decorator.js';

/** Probes must be answered however often they come. */
const UNLIMITED: ReadonlySet<string> = new Set(['/health', '/health/live', '/health/ready']);

const refused = counter('rate_limited_requests_total', 'Requests refused because their caller made too many', [
  'limit',
]);

/**
 * Counts each request for its caller (the user of a good access token, else the client's address) and refuses those
 * over the limit with 429 and `Retry-After`. `RateLimit-Limit`, `-Remaining` and `-Reset` (seconds) stand on every counted
 * answer, in the form of draft-ietf-httpapi-ratelimit-headers-06: later drafts' fields are read by few clients yet.
 */
@Injectable()
export class RateLimits implements OnModuleInit, OnApplicationShutdown {
  private readonly table: LimitTable;
  private readonly counters: MinuteCounters | undefined;
  private readonly known = new Map<string, Limit>();

  constructor(
    @Inject(BFF_CONFIG) config: BffConfig,
    private readonly callers: CountedCaller,
  ) {
    this.table = new LimitTable({
      standard: config.RATE_LIMIT_STANDARD,
      strict: config.RATE_LIMIT_STRICT,
      routes: config.RATE_LIMIT_ROUTES,
    });
    this.counters = config.RATE_LIMIT ? new MinuteCounters(config.REDIS_URL, this.table.all) : undefined;
  }

  /** Counts before the body is read. Needs the cookies to be parsed already. */
  attach(server: FastifyInstance): void {
    const { counters } = this;
    if (!counters) return;
    server.addHook('onRequest', async (request, reply) => {
      const limit = this.limitOf(request);
      if (!limit) return;
      const count = await counters.count(limit, await this.callers.of(request));
      if (count) tell(reply, limit, count);
    });
  }

  async onModuleInit(): Promise<void> {
    await this.counters?.open();
  }

  /** After the last request at hand. */
  onApplicationShutdown(): void {
    this.counters?.close();
  }

  /** Undefined for a probe. Remembered by route: neither the route table nor the limits change. */
  private limitOf(request: FastifyRequest): Limit | undefined {
    const { url: route, config } = request.routeOptions;
    if (route !== undefined && UNLIMITED.has(route)) return undefined;
    const isMarkedStrict = (config as LimitedRoute).rateLimit === 'strict';
    if (route === undefined || route.endsWith('*')) {
      const [path = '/'] = request.url.split('?', 1);
      return this.table.of({ method: request.method, path, isMarkedStrict });
    }
    const name = `${request.method} ${route}`;
    let limit = this.known.get(name);
    if (!limit) this.known.set(name, (limit = this.table.of({ method: request.method, path: route, isMarkedStrict })));
    return limit;
  }
}

function tell(reply: FastifyReply, { name, perMinute }: Limit, { isOver, remaining, resetMs }: Count): void {
  const seconds = Math.max(1, Math.ceil(resetMs / 1_000));
  reply
    .header('ratelimit-limit', perMinute)
    .header('ratelimit-remaining', remaining)
    .header('ratelimit-reset', seconds);
  if (!isOver) return;
  refused.inc({ limit: name });
  reply.header('retry-after', seconds);
  throw new DomainError('TOO_MANY_REQUESTS', `Too many requests; try again in ${seconds} s`);
}
