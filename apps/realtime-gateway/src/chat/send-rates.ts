import { Inject, Injectable } from '@nestjs/common';

import { REALTIME_CONFIG, type RealtimeConfig } from '../config.js';
import { TokenBucket } from '../connection/token-bucket.js';
import { RedisLink } from '../redis/redis-link.js';

/** Messages that may come at once, in seconds of the rate. */
const BURST_SECONDS = 4;
/** Own buckets kept while Redis is away. */
const MAX_BUCKETS = 20_000;

/**
 * The generic cell rate algorithm: one key holds when the bucket would be full again, in microseconds. Redis's own clock
 * counts, so that gateways need not agree. Returns 0, or the milliseconds to wait.
 */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local interval, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local full = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now) + interval
local wait = full - burst * interval - now
if wait > 0 then return math.ceil(wait / 1000) end
redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000) + 1)
return 0`;

/** How often people send, over all gateways together; over each by itself while Redis is away. */
@Injectable()
export class SendRates {
  private readonly perSecond: number;
  private readonly burst: number;
  private readonly own = new Map<string, TokenBucket>();

  constructor(
    private readonly link: RedisLink,
    @Inject(REALTIME_CONFIG) config: Pick<RealtimeConfig, 'SOCKET_SENDS_PER_SECOND'>,
  ) {
    this.perSecond = config.SOCKET_SENDS_PER_SECOND;
    this.burst = this.perSecond * BURST_SECONDS;
    link.redis.defineCommand('takeSend', { numberOfKeys: 1, lua: TAKE });
  }

  /** Counts a message: 0, or the milliseconds after which the next may be sent. */
  async take(userId: string): Promise<number> {
    try {
      const redis = this.link.redis as unknown as {
        takeSend(key: string, intervalMicros: number, burst: number): Promise<number>;
      };
      return await redis.takeSend(`sends:${userId}`, Math.ceil(1_000_000 / this.perSecond), this.burst);
    } catch {
      return this.ownBucket(userId).take();
    }
  }

  private ownBucket(userId: string): TokenBucket {
    let bucket = this.own.get(userId);
    if (!bucket) {
      if (this.own.size >= MAX_BUCKETS) this.own.clear();
      this.own.set(userId, (bucket = new TokenBucket(this.perSecond, this.burst)));
    }
    return bucket;
  }
}
