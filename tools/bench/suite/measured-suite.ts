import { randomBytes } from 'node:crypto';
import {
  type AppName,
  DATABASE_NAMES,
  type DatabaseOwner,
  Suite,
  describeExit,
  freePort,
  prepareDatabase,
  randomSecrets,
} from '@atrium/local-suite';
import { MailSink } from '@atrium/testing';
import type { MeteredProcess } from '../cpu/cpu-meter.ts';
import { complain } from '../../terminal.ts';
import { type DurableServers, startDurableServers } from './durable-servers.ts';

/** The suite under measurement: every app once, as production runs it, on servers of its own. */
export interface MeasuredSuite {
  /** The BFF's address. */
  readonly url: string;
  readonly mail: MailSink;
  readonly servers: DurableServers;
  readonly databaseUrls: Record<DatabaseOwner, string>;
  /** What auth-service seals its signing keys with. */
  readonly encryptionKeys: string;
  /** Everything whose CPU time counts. */
  readonly processes: ReadonlyMap<string, MeteredProcess>;
  /** Ports of the inspectors of the apps that are profiled. */
  readonly inspectors: ReadonlyMap<AppName, number>;
}

export async function startMeasuredSuite(
  resources: AsyncDisposableStack,
  profiled: readonly AppName[],
): Promise<MeasuredSuite> {
  const servers = await startDurableServers(resources);
  const databaseUrls = await prepareDatabases(servers.postgres.url);
  const mail = await MailSink.start();
  resources.defer(() => mail.stop());
  const inspectors = new Map<AppName, number>();
  for (const app of profiled) inspectors.set(app, await freePort());
  const secrets = randomSecrets();
  const suite = await Suite.create({
    secrets,
    servers: { databaseUrls, natsUrl: servers.nats.url, redisUrl: servers.redis.url },
    mail: { smtpUrl: mail.url },
    // Requests are counted as in production; only the limits are out of the load's reach.
    env: {
      NODE_ENV: 'production',
      LOG_LEVEL: 'info',
      RATE_LIMIT_STANDARD: '1000000000',
      RATE_LIMIT_STRICT: '1000000000',
      SOCKETS_PER_USER: '1000000',
      SOCKET_FRAMES_PER_SECOND: '1000000',
      SOCKET_SENDS_PER_SECOND: '1000000',
    },
    nodeArgs: Object.fromEntries(Array.from(inspectors, ([app, port]) => [app, [`--inspect=127.0.0.1:${port}`]])),
    onUnexpectedExit: (app, exit) => complain(`${app.label} has ended (${describeExit(exit)}):\n${app.lastOutput}`),
  });
  resources.defer(() => suite.stop());
  await suite.start();
  return {
    url: suite.url,
    mail,
    servers,
    databaseUrls,
    encryptionKeys: secrets.encryptionKeys,
    processes: processesOf(suite, servers),
    inspectors,
  };
}

async function prepareDatabases(adminUrl: string): Promise<Record<DatabaseOwner, string>> {
  const urls: Partial<Record<DatabaseOwner, string>> = {};
  for (const [owner, name] of Object.entries(DATABASE_NAMES) as [DatabaseOwner, string][]) {
    urls[owner] = await prepareDatabase(adminUrl, name, randomBytes(16).toString('hex'));
  }
  return urls as Record<DatabaseOwner, string>;
}

function processesOf(suite: Suite, servers: DurableServers): Map<string, MeteredProcess> {
  const processes = new Map<string, MeteredProcess>();
  for (const { name, pid } of suite.processes) processes.set(name, { pid: known(name, pid) });
  processes.set('nats-server', { pid: known('nats-server', servers.nats.pid) });
  processes.set('redis-server', { pid: known('redis-server', servers.redis.pid) });
  processes.set('postgres', { pid: known('postgres', servers.postgres.pid), withDescendants: true });
  return processes;
}

function known(name: string, pid: number | undefined): number {
  if (pid === undefined) throw new Error(`${name} is not running.`);
  return pid;
}
