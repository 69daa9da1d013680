import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { freePort } from '../ports.ts';
import { Child } from '../process/child.ts';
import { stopLeftover } from '../process/leftover.ts';
import { findOrInstall } from './install.ts';
import { commandFor, listenAddress } from './program.ts';
import { pingNats, succeeds } from './reachable.ts';
import type { RunningServer, ServerOptions } from './running-server.ts';

export interface NatsOptions extends ServerOptions {
  /** Told what is being done when the server has to be installed first. */
  report?: (sentence: string) => void;
}

/** Starts a NATS server with JetStream on 127.0.0.1, and resolves once it lets clients in. */
export async function startNats(options: NatsOptions): Promise<RunningServer> {
  const { 'nats-server': program } = await findOrInstall(['nats-server'], options.report ?? (() => undefined));
  const directory = resolve(options.directory);
  const configFile = join(directory, 'nats.conf');
  const pidFile = join(directory, 'nats.pid');
  await mkdir(directory, { recursive: true });
  if (program.kind === 'binary') await stopLeftover(pidFile, 'nats-server');
  const port = options.port ?? (await freePort());
  await writeFile(
    configFile,
    [
      `listen: "${listenAddress(program)}:${port}"`,
      `pid_file: ${JSON.stringify(pidFile)}`,
      `jetstream { store_dir: ${JSON.stringify(directory)} }`,
      '',
    ].join('\n'),
  );
  const child = new Child({
    name: 'nats-server',
    ...commandFor(program, [...(program.kind === 'docker' ? ['nats-server'] : []), '--config', configFile], {
      directory,
      port,
    }),
    ...(options.onLine ? { onLine: options.onLine } : {}),
  });
  const url = `nats://127.0.0.1:${port}`;
  await child.waitUntilReady(succeeds(pingNats, url), { withinMs: 60_000 });
  return { url, pid: child.pid, exited: child.exited, stop: () => child.stop() };
}
