import { resolve } from 'node:path';
import type { Exit } from '../process/child.ts';
import { freePort } from '../ports.ts';
import { APP_NAMES, type AppName } from './app-names.ts';
import { type Environment, type MailTarget, type SuiteServers, appEnvironment } from './app-environment.ts';
import { AppProcess } from './app-process.ts';
import { type SuiteSecrets, randomSecrets } from './suite-secrets.ts';

export interface SuiteOptions {
  servers: SuiteServers;
  mail: MailTarget;
  /** Default: all seven. */
  apps?: readonly AppName[];
  /** How many processes of an app; default one of each. */
  replicas?: Partial<Record<AppName, number>>;
  /** Added to the environment of every app. */
  env?: Environment;
  /** Added to the environment of one app, over `env`. */
  appEnv?: Partial<Record<AppName, Environment>>;
  /** Options of Node itself for one app, such as an inspector's port. */
  nodeArgs?: Partial<Record<AppName, readonly string[]>>;
  /** Default: random ones. */
  secrets?: SuiteSecrets;
  /** The BFF's port; the other apps take the ports after it where they are free. Default: free ports. */
  port?: number;
  /** The address at which users reach the BFF. Default: where it listens. */
  publicUrl?: string;
  /** How long each app may take to become ready, in milliseconds. Default 60 000. */
  readyWithinMs?: number;
  /** Receives every line an app writes. */
  onLine?: (app: AppProcess, line: string) => void;
  /** Told when an app ends although nobody asked it to, after it was ready. */
  onUnexpectedExit?: (app: AppProcess, exit: Exit) => void;
}

const WORKSPACE = resolve(import.meta.dirname, '../../../..');

/** The apps of Atrium as processes of this machine, built before with `npm run build`. */
export class Suite {
  /** Where the (first) BFF listens. */
  readonly url: string;
  readonly #processes: readonly AppProcess[];

  private constructor(processes: readonly AppProcess[]) {
    this.#processes = processes;
    this.url = processes.find(({ name }) => name === 'bff-gateway')?.url ?? '';
  }

  /**
   * Starts all apps at the same time and waits until every one is ready.
   * @throws Error of the first app that fails, with its last output; the others have been stopped then.
   */
  static async start(options: SuiteOptions): Promise<Suite> {
    const suite = await Suite.create(options);
    await suite.start();
    return suite;
  }

  /** A suite whose ports and environments are settled and whose apps are not running. */
  static async create(options: SuiteOptions): Promise<Suite> {
    const places = await choosePorts(options);
    const urlsOf = (app: AppName) =>
      places.filter(({ name }) => name === app).map(({ port }) => `http://127.0.0.1:${port}`);
    const wiring = {
      servers: options.servers,
      secrets: options.secrets ?? randomSecrets(),
      mail: options.mail,
      publicUrl: options.publicUrl ?? urlsOf('bff-gateway')[0] ?? 'http://127.0.0.1',
      realtimeUrls: urlsOf('realtime-gateway'),
    };
    return new Suite(
      places.map(
        ({ name, replica, port, metricsPort }) =>
          new AppProcess({
            name,
            replica,
            port,
            metricsPort,
            mainFile: resolve(WORKSPACE, 'apps', name, 'dist/main.js'),
            nodeArgs: options.nodeArgs?.[name] ?? [],
            environment: appEnvironment(name, { port, metricsPort }, wiring, {
              ...options.env,
              ...options.appEnv?.[name],
            }),
            readyWithinMs: options.readyWithinMs ?? 60_000,
            ...(options.onLine ? { onLine: options.onLine } : {}),
            ...(options.onUnexpectedExit ? { onUnexpectedExit: options.onUnexpectedExit } : {}),
          }),
      ),
    );
  }

  /** Every replica of every app. */
  get processes(): readonly AppProcess[] {
    return this.#processes;
  }

  /** One replica of an app. */
  app(name: AppName, replica = 0): AppProcess {
    const found = this.#processes.find((process) => process.name === name && process.replica === replica);
    if (!found) throw new Error(`This suite has no ${name} number ${replica}.`);
    return found;
  }

  /** Starts what is not running; used by `Suite.start` and after `stop`. */
  async start(): Promise<void> {
    const starts = this.#processes.filter(({ isRunning }) => !isRunning).map((process) => process.start());
    try {
      await Promise.all(starts);
    } catch (error) {
      await Promise.all(this.#processes.map((process) => process.kill()));
      await Promise.allSettled(starts);
      throw error;
    }
  }

  /** Stops the gateways, so that nothing new comes in, and then the services. */
  async stop(): Promise<void> {
    const isGateway = ({ name }: AppProcess) => name.endsWith('-gateway');
    const stopAll = (processes: readonly AppProcess[]) => Promise.all(processes.map((process) => process.stop()));
    await stopAll(this.#processes.filter(isGateway));
    await stopAll(this.#processes.filter((process) => !isGateway(process)));
  }
}

interface Place {
  name: AppName;
  replica: number;
  port: number;
  /** Where Prometheus scrapes: `port` itself, except for an app whose port users reach. */
  metricsPort: number;
}

const SERVES_USERS: readonly AppName[] = ['bff-gateway', 'realtime-gateway'];

async function choosePorts({ apps = APP_NAMES, replicas = {}, port: firstPort }: SuiteOptions): Promise<Place[]> {
  const places: Place[] = [];
  for (const name of APP_NAMES.filter((app) => apps.includes(app))) {
    for (let replica = 0; replica < (replicas[name] ?? 1); replica += 1) {
      const isPublic = name === 'bff-gateway' && replica === 0;
      const preferred = firstPort === undefined ? undefined : firstPort + places.length;
      // The public port is the user's choice: if it is taken, the app's own message says so.
      const port = isPublic && firstPort !== undefined ? firstPort : await freePort(preferred);
      const metricsPort = SERVES_USERS.includes(name) ? await freePort() : port;
      places.push({ name, replica, port, metricsPort });
    }
  }
  return places;
}
