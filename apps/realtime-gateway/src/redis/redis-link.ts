import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { gauge } from '@atrium/observability';
import { Redis } from 'ioredis';

import { REALTIME_CONFIG, type RealtimeConfig } from '../config.js';

/** Longest wait for Redis, in milliseconds; nothing here is worth more. */
const COMMAND_LIMIT_MS = 500;
const MAX_RECONNECT_PAUSE_MS = 1_000;

const up = gauge('redis_up', 'Whether presence and the rates of senders are shared by Redis: 1 or 0');

/** The process's one connection to Redis. While Redis is away commands fail at once, and sockets go on without. */
@Injectable()
export class RedisLink implements OnModuleInit, OnApplicationShutdown {
  readonly redis: Redis;
  private readonly logger = new Logger(RedisLink.name);
  private isUp = true;

  constructor(@Inject(REALTIME_CONFIG) { REDIS_URL }: Pick<RealtimeConfig, 'REDIS_URL'>) {
    this.redis = new Redis(REDIS_URL, {
      lazyConnect: true,
      commandTimeout: COMMAND_LIMIT_MS,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      retryStrategy: (times) => Math.min(times * 100, MAX_RECONNECT_PAUSE_MS),
    });
    this.redis.on('error', (err: Error) => this.lost(err));
    this.redis.on('close', () => this.lost());
    this.redis.on('ready', () => this.returned());
  }

  /** Begins to connect; a start does not wait for it. */
  onModuleInit(): void {
    up.set(1);
    this.redis.connect().catch((err: unknown) => this.lost(err as Error));
  }

  /** After everybody has said what they leave behind. */
  onApplicationShutdown(): void {
    this.redis.removeAllListeners('close');
    this.redis.disconnect();
  }

  private lost(err?: Error): void {
    if (!this.isUp) return;
    this.isUp = false;
    up.set(0);
    this.logger.error({
      msg: 'Redis does not answer: presence stands still, senders are counted by this process alone',
      err,
    });
  }

  private returned(): void {
    if (this.isUp) return;
    this.isUp = true;
    up.set(1);
    this.logger.log({ msg: 'Redis answers again' });
  }
}
