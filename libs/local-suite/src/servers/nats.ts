import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { freePort } from '../ports.ts';
import { Child } from '../process/child.ts';
import { stopLeftover } from '../process/leftover.ts';
import { findOrInstall } from './install.ts';
import { commandFor, listenAddress } from './program.ts';
import { pingNats, succeeds } from './reachable.ts';
import type { RunningServer, ServerOptions } from './running-server.ts';

export interface NatsOptions extends ServerOptions {
  /** Where MQTT clients connect. Default: a free port. */
  mqttPort?: number;
  /** Told what is being done when the server has to be installed first. */
  report?: (sentence: string) => void;
}

/** A NATS server that is an MQTT broker as well. */
export interface RunningNats extends RunningServer {
  /** `mqtt://…` */
  mqttUrl: string;
}

/**
 * Starts a NATS server with JetStream on 127.0.0.1, and resolves once it lets clients in. MQTT clients are in an
 * account of their own: what a device publishes reaches other devices and never the subjects of the suite.
 */
export async function startNats(options: NatsOptions): Promise<RunningNats> {
  const { 'nats-server': program } = await findOrInstall(['nats-server'], options.report ?? (() => undefined));
  const directory = resolve(options.directory);
  const configFile = join(directory, 'nats.conf');
  const pidFile = join(directory, 'nats.pid');
  await mkdir(directory, { recursive: true });
  if (program.kind === 'binary') await stopLeftover(pidFile, 'nats-server');
  const port = options.port ?? (await freePort());
  const mqttPort = options.mqttPort ?? (await freePort());
  await adoptStreams(join(directory, 'jetstream'));
  await writeFile(configFile, configuration({ directory, pidFile, address: listenAddress(program), port, mqttPort }));
  const child = new Child({
    name: 'nats-server',
    ...commandFor(program, [...(program.kind === 'docker' ? ['nats-server'] : []), '--config', configFile], {
      directory,
      ports: [port, mqttPort],
    }),
    ...(options.onLine ? { onLine: options.onLine } : {}),
  });
  const url = `nats://127.0.0.1:${port}`;
  await child.waitUntilReady(succeeds(pingNats, url), { withinMs: 60_000 });
  const mqttUrl = `mqtt://127.0.0.1:${mqttPort}`;
  return { url, mqttUrl, pid: child.pid, exited: child.exited, stop: () => child.stop() };
}

interface Place {
  directory: string;
  pidFile: string;
  address: string;
  port: number;
  mqttPort: number;
}

/** Both kinds of client need no password: the server listens on this machine only. */
function configuration({ directory, pidFile, address, port, mqttPort }: Place): string {
  return [
    `listen: "${address}:${port}"`,
    'server_name: "atrium"',
    `pid_file: ${JSON.stringify(pidFile)}`,
    `jetstream { store_dir: ${JSON.stringify(directory)} }`,
    'accounts {',
    '  SUITE: { jetstream: enabled, users: [{ user: "suite", password: "suite" }] }',
    '  DEVICES: { jetstream: enabled, users: [{ user: "devices", password: "devices" }] }',
    '}',
    'no_auth_user: "suite"',
    `mqtt { listen: "${address}:${mqttPort}", no_auth_user: "devices" }`,
    '',
  ].join('\n');
}

/** Streams from before there were accounts stand under the name of the global one. */
async function adoptStreams(store: string): Promise<void> {
  const [before, now] = [join(store, '$G'), join(store, 'SUITE')];
  if (existsSync(before) && !existsSync(now)) await rename(before, now);
}
