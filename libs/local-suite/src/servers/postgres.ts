import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { freePort } from '../ports.ts';
import { Child } from '../process/child.ts';
import { stopLeftover } from '../process/leftover.ts';
import { initialisePostgres } from './initialise-postgres.ts';
import { postgresProgram } from './postgres-program.ts';
import { postgresUser } from './postgres-user.ts';
import { pingPostgres, succeeds } from './reachable.ts';
import type { RunningServer, ServerOptions } from './running-server.ts';

export interface PostgresOptions extends ServerOptions {
  /** The superuser's password; the one the data directory was created with. */
  password: string;
  /** `throw-away` gives up safety for speed: what it holds does not survive a crash of the machine. */
  durability: 'persistent' | 'throw-away';
  /** PostgreSQL's own setting. Default `on`. */
  synchronousCommit?: 'on' | 'off';
  /** More settings, each as `name=value`. */
  settings?: readonly string[];
}

/** Starts an embedded PostgreSQL on 127.0.0.1, creating its data directory when missing. The URL is the superuser's. */
export async function startPostgres(options: PostgresOptions): Promise<RunningServer> {
  const { initdb, postgres } = await postgresProgram();
  const directory = resolve(options.directory);
  await mkdir(dirname(directory), { recursive: true });
  const user = postgresUser([postgres, directory]);
  await initialisePostgres(initdb, directory, options.password, user);
  await stopLeftover(join(directory, 'postmaster.pid'), 'postgres', 'SIGINT');
  const port = options.port ?? (await freePort());
  const child = new Child({
    name: 'PostgreSQL',
    command: postgres,
    args: ['-D', directory, '-p', String(port), ...settings(options).flatMap((setting) => ['-c', setting])],
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    stopSignal: 'SIGINT',
    stopWithinMs: 30_000,
    ...(user ? { user } : {}),
    ...(options.onLine ? { onLine: options.onLine } : {}),
  });
  const url = `postgresql://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${port}/postgres`;
  await child.waitUntilReady(succeeds(pingPostgres, url), { withinMs: 60_000 });
  return { url, pid: child.pid, exited: child.exited, stop: () => child.stop() };
}

function settings({ durability, synchronousCommit = 'on', settings: more = [] }: PostgresOptions): string[] {
  const safety = durability === 'persistent' ? 'on' : 'off';
  return [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=300',
    `synchronous_commit=${synchronousCommit}`,
    `fsync=${safety}`,
    `full_page_writes=${safety}`,
    'timezone=UTC',
    'log_timezone=UTC',
    ...more,
  ];
}
