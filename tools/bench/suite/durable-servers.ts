import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type PostgresOptions,
  type RunningServer,
  findOrInstall,
  startNats,
  startPostgres,
  startRedis,
} from '@atrium/local-suite';
import { say } from '../../terminal.ts';

/** The servers of a bench, on free ports. */
export interface DurableServers {
  readonly postgres: RunningServer;
  readonly nats: RunningServer;
  readonly redis: RunningServer;
  /** Where they keep their data until the bench ends. */
  readonly directory: string;
}

/**
 * Starts PostgreSQL, NATS and Redis with empty data but with the settings of a suite that must not lose any: what a
 * commit costs is part of what is measured.
 */
export async function startDurableServers(resources: AsyncDisposableStack): Promise<DurableServers> {
  await findOrInstall(['nats-server', 'redis-server'], say);
  const directory = await mkdtemp(join(tmpdir(), 'atrium-bench-'));
  resources.defer(() => rm(directory, { recursive: true, force: true }));
  // PostgreSQL may run as another user.
  await chmod(directory, 0o711);
  const kept = async (starting: Promise<RunningServer>) => {
    const server = await starting;
    resources.defer(async () => {
      await server.stop();
    });
    return server;
  };
  const [postgres, nats, redis] = await Promise.all([
    kept(startPostgres(postgresIn(directory))),
    kept(startNats({ directory: join(directory, 'nats') })),
    kept(startRedis({ directory: join(directory, 'redis'), appendOnly: true })),
  ]);
  return { postgres, nats, redis, directory };
}

/** It counts statements, which costs next to nothing. */
function postgresIn(directory: string): PostgresOptions {
  return {
    directory: join(directory, 'postgres'),
    password: 'throw-away',
    durability: 'persistent',
    settings: ['shared_preload_libraries=pg_stat_statements'],
  };
}
