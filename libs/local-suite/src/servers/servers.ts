import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOrInstall } from './install.ts';
import { startNats } from './nats.ts';
import { startPostgres } from './postgres.ts';
import { startRedis } from './redis.ts';
import type { RunningServer } from './running-server.ts';

/** How the suite reaches the three servers it needs. The database URL is a superuser's. */
export interface ServerUrls {
  databaseUrl: string;
  natsUrl: string;
  /** The MQTT side of a NATS server that was started here. */
  mqttUrl?: string;
  redisUrl: string;
}

/** Servers that were started here together. */
export interface RunningServers extends ServerUrls {
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL, NATS and Redis on free ports of 127.0.0.1 with empty data in a temporary directory, which
 * `stop()` removes. They are fast and not durable: for tests and measurements only.
 */
export async function startThrowAwayServers(
  report: (sentence: string) => void = () => undefined,
  { synchronousCommit = 'off' }: { synchronousCommit?: 'on' | 'off' } = {},
): Promise<RunningServers> {
  await findOrInstall(['nats-server', 'redis-server'], report);
  const directory = await mkdtemp(join(tmpdir(), 'atrium-servers-'));
  const results = await Promise.allSettled([
    startThrowAwayPostgres({ synchronousCommit }),
    startNats({ directory: join(directory, 'nats') }),
    startRedis({ directory: join(directory, 'redis'), appendOnly: false }),
  ]);
  const stop = async () => {
    await Promise.all(
      results.map((result) => (result.status === 'fulfilled' ? result.value.stop() : Promise.resolve())),
    );
    await rm(directory, { recursive: true, force: true });
  };
  const [postgres, nats, redis] = results;
  if (postgres.status === 'rejected' || nats.status === 'rejected' || redis.status === 'rejected') {
    await stop();
    throw results.find((result) => result.status === 'rejected')?.reason;
  }
  return { databaseUrl: postgres.value.url, natsUrl: nats.value.url, redisUrl: redis.value.url, stop };
}

/** A PostgreSQL alone, as `startThrowAwayServers` starts it. */
export async function startThrowAwayPostgres({
  synchronousCommit = 'off',
}: { synchronousCommit?: 'on' | 'off' } = {}): Promise<RunningServer> {
  const directory = await mkdtemp(join(tmpdir(), 'atrium-postgres-'));
  // PostgreSQL may run as another user.
  await chmod(directory, 0o711);
  const server = await startPostgres({
    directory: join(directory, 'data'),
    password: 'throw-away',
    durability: 'throw-away',
    synchronousCommit,
  });
  return {
    ...server,
    stop: async () => {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
