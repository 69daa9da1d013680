import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { freePort } from '../ports.ts';
import { Child } from '../process/child.ts';
import { stopLeftover } from '../process/leftover.ts';
import { findOrInstall } from './install.ts';
import { commandFor, listenAddress } from './program.ts';
import { pingRedis, succeeds } from './reachable.ts';
import type { RunningServer, ServerOptions } from './running-server.ts';

export interface RedisOptions extends ServerOptions {
  /** Keep every write in a file, so that a restart forgets nothing. */
  appendOnly: boolean;
  /** Told what is being done when the server has to be installed first. */
  report?: (sentence: string) => void;
}

/** Starts a Redis server on 127.0.0.1 that never evicts a key (queues live in it), and resolves once it lets clients in. */
export async function startRedis(options: RedisOptions): Promise<RunningServer> {
  const { 'redis-server': program } = await findOrInstall(['redis-server'], options.report ?? (() => undefined));
  const directory = resolve(options.directory);
  const configFile = join(directory, 'redis.conf');
  const pidFile = join(directory, 'redis.pid');
  await mkdir(directory, { recursive: true });
  if (program.kind === 'binary') await stopLeftover(pidFile, 'redis-server');
  const port = options.port ?? (await freePort());
  await writeFile(
    configFile,
    [
      `bind ${listenAddress(program)}`,
      `protected-mode ${program.kind === 'docker' ? 'no' : 'yes'}`,
      `port ${port}`,
      `dir ${JSON.stringify(directory)}`,
      `pidfile ${JSON.stringify(pidFile)}`,
      `appendonly ${options.appendOnly ? 'yes' : 'no'}`,
      'save ""',
      'maxmemory-policy noeviction',
      'daemonize no',
      '',
    ].join('\n'),
  );
  const child = new Child({
    name: 'redis-server',
    ...commandFor(program, [...(program.kind === 'docker' ? ['redis-server'] : []), configFile], {
      directory,
      ports: [port],
    }),
    ...(options.onLine ? { onLine: options.onLine } : {}),
  });
  const url = `redis://127.0.0.1:${port}`;
  await child.waitUntilReady(succeeds(pingRedis, url), { withinMs: 60_000 });
  return { url, pid: child.pid, exited: child.exited, stop: () => child.stop() };
}
