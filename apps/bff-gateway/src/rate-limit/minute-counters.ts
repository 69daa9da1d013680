import { setTimeout } from 'node:timers/promises';

import { Logger } from '@nestjs/common';
import { counter, gauge } from '@atrium/observability';
import { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

import type { Limit } from './limit-table.js';

const WINDOW_SECONDS = 60;
/** Longest wait for Redis, in milliseconds; a request is worth more than its being counted. */
const COMMAND_LIMIT_MS = 250;
/** How long Redis is left alone after it failed, in milliseconds, so that not every request waits for it. */
const PAUSE_MS = 1_000;
const MAX_RECONNECT_PAUSE_MS = 1_000;
/** Longest that a start waits for Redis, in milliseconds. */
const OPEN_LIMIT_MS = 2_000;

const uncounted = counter('rate_limit_uncounted_requests_total', 'Requests let through because Redis was away');
const isCounting = gauge('rate_limit_store_up', 'Whether Redis counts requests: 1 or 0');

/** Where a caller stands after this request. */
export interface Count {
  readonly isOver: boolean;
  readonly remaining: number;
  /** Until the caller's minute is over, in milliseconds. */
  readonly resetMs: number;
}

/**
 * Counts requests in Redis, so that all replicas share one count: a caller's minute begins with their first request. One
 * round trip for each; callers who are over their limit are remembered here until their minute ends.
 */
export class MinuteCounters {
  private readonly logger = new Logger(MinuteCounters.name);
  private readonly redis: Redis;
  private readonly limiters = new Map<string, RateLimiterRedis>();
  private isUp = true;
  private pausedUntil = 0;

  constructor(redisUrl: string, limits: readonly Limit[]) {
    this.redis = new Redis(redisUrl, {
      lazyConnect: true,
      commandTimeout: COMMAND_LIMIT_MS,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      retryStrategy: (times) => Math.min(times * 100, MAX_RECONNECT_PAUSE_MS),
    });
    this.redis.on('error', (err: Error) => this.failed(err));
    this.redis.on('ready', () => this.answered());
    for (const limit of limits) this.limiters.set(limit.name, this.limiterOf(limit));
    isCounting.set(1);
  }

  /** Connects, so that the first request is counted already; goes on without Redis when that takes long. Never rejects. */
  async open(): Promise<void> {
    const connecting = this.redis.connect().catch((err: unknown) => this.failed(err as Error));
    await Promise.race([connecting, setTimeout(OPEN_LIMIT_MS, undefined, { ref: false })]);
  }

  /** Counts one request; undefined when Redis does not answer. Never rejects. */
  async count({ name }: Limit, caller: string): Promise<Count | undefined> {
    if (performance.now() < this.pausedUntil) return this.letThrough();
    try {
      const result = await this.limiters.get(name)?.consume(caller);
      this.answered();
      return result && { isOver: false, remaining: result.remainingPoints, resetMs: result.msBeforeNext };
    } catch (error) {
      if (error instanceof RateLimiterRes) return { isOver: true, remaining: 0, resetMs: error.msBeforeNext };
      this.failed(error as Error);
      return this.letThrough();
    }
  }

  close(): void {
    this.redis.disconnect();
  }

  private limiterOf({ name, perMinute }: Limit): RateLimiterRedis {
    return new RateLimiterRedis({
      storeClient: this.redis,
      keyPrefix: `rate:${name}`,
      points: perMinute,
      duration: WINDOW_SECONDS,
      inMemoryBlockOnConsumed: perMinute,
      rejectIfRedisNotReady: true,
    });
  }

  private letThrough(): undefined {
    uncounted.inc();
    return undefined;
  }

  private failed(err: Error): void {
    this.pausedUntil = performance.now() + PAUSE_MS;
    if (!this.isUp) return;
    this.isUp = false;
    isCounting.set(0);
    this.logger.error({ msg: 'rate limits do not hold: Redis does not answer', err });
  }

  private answered(): void {
    if (this.isUp) return;
    this.isUp = true;
    this.pausedUntil = 0;
    isCounting.set(1);
    this.logger.log({ msg: 'rate limits hold again' });
  }
}
