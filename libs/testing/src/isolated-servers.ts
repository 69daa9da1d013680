import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DATABASE_NAMES,
  type DatabaseOwner,
  type RunningServer,
  type SuiteServers,
  freePort,
  startNats,
  startRedis,
} from '@atrium/local-suite';
import { createDatabase } from './test-database.ts';

/** What a suite under test connects to, shared with no other test. */
export interface IsolatedServers extends SuiteServers {
  /** NATS alone, which a test may stop and start again with the same address and data. */
  readonly nats: RestartableServer;
  /** Redis alone, likewise; it comes back empty. */
  readonly redis: RestartableServer;
  stop(): Promise<void>;
}

export interface RestartableServer {
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Ends it by SIGKILL, as a crash would. */
  kill(): Promise<void>;
  /** Freezes it with all its connections … */
  pause(): void;
  /** … and lets it go on. */
  resume(): void;
}

/**
 * Fresh databases for every service, and a NATS and a Redis server of their own, because streams and queues have fixed
 * names. For tests of the whole suite.
 */
export async function isolatedServers(): Promise<IsolatedServers> {
  const directory = await mkdtemp(join(tmpdir(), 'atrium-isolated-'));
  const owners = Object.keys(DATABASE_NAMES) as DatabaseOwner[];
  const mqttPort = await freePort();
  const [nats, redis, ...databases] = await Promise.all([
    restartable((port) => startNats({ directory: join(directory, 'nats'), port, mqttPort })),
    restartable((port) => startRedis({ directory: join(directory, 'redis'), appendOnly: false, port })),
    ...owners.map((owner) => createDatabase(DATABASE_NAMES[owner])),
  ]);
  return {
    natsUrl: nats.url,
    mqttUrl: `mqtt://127.0.0.1:${mqttPort}`,
    nats,
    redisUrl: redis.url,
    redis,
    databaseUrls: Object.fromEntries(
      owners.map((owner, index) => [owner, databases[index]?.url]),
    ) as SuiteServers['databaseUrls'],
    stop: async () => {
      await Promise.all([nats.stop(), redis.stop(), ...databases.map((database) => database.drop())]);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function restartable(
  startOn: (port: number) => Promise<RunningServer>,
): Promise<RestartableServer & { url: string }> {
  const port = await freePort();
  let server = await startOn(port);
  const signal = (name: NodeJS.Signals) => {
    if (server.pid === undefined) throw new Error('This server is no process of ours.');
    process.kill(server.pid, name);
  };
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
    },
    start: async () => {
      server = await startOn(port);
    },
    kill: async () => {
      signal('SIGKILL');
      await server.exited;
    },
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
  };
}
