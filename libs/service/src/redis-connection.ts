import type { RedisOptions } from 'ioredis';

const MAX_RECONNECT_PAUSE_MS = 1_000;

/**
 * Connection options from `redis://[user:password@]host[:port][/database]`, or `rediss://` for TLS. Bull's own parser
 * knows neither TLS nor encoded passwords.
 */
export function redisConnection(url: string): RedisOptions {
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  return {
    host: hostname,
    port: port === '' ? 6379 : Number(port),
    db: Number(pathname.slice(1)),
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
    retryStrategy: (times) => Math.min(times * 100, MAX_RECONNECT_PAUSE_MS),
  };
}
