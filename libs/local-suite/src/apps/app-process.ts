import { existsSync } from 'node:fs';
import { Child, type Exit } from '../process/child.ts';
import type { AppName } from './app-names.ts';
import type { Environment } from './app-environment.ts';

export interface AppProcessOptions {
  name: AppName;
  /** Which of the app's replicas this is, from 0. */
  replica: number;
  /** The compiled program. */
  mainFile: string;
  /** Options of Node itself. */
  nodeArgs?: readonly string[];
  /** The port of the app's own HTTP server. */
  port: number;
  /** Where its Prometheus metrics are; default `port`. */
  metricsPort?: number;
  environment: Environment;
  /** How long it may take to become ready, in milliseconds. */
  readyWithinMs: number;
  onLine?: (app: AppProcess, line: string) => void;
  /** Told when the process ends although nobody here asked it to. */
  onUnexpectedExit?: (app: AppProcess, exit: Exit) => void;
}

/** One replica of one app as a child process, which can be killed and started again with the same port and environment. */
export class AppProcess {
  readonly name: AppName;
  readonly replica: number;
  readonly port: number;
  readonly url: string;
  /** The address whose `/metrics` Prometheus would scrape. */
  readonly metricsUrl: string;
  readonly #options: AppProcessOptions;
  #child: Child | undefined;

  constructor(options: AppProcessOptions) {
    this.name = options.name;
    this.replica = options.replica;
    this.port = options.port;
    this.url = `http://127.0.0.1:${options.port}`;
    this.metricsUrl = `http://127.0.0.1:${options.metricsPort ?? options.port}`;
    this.#options = options;
  }

  /** "message-service", or "message-service-1" for a further replica. */
  get label(): string {
    return this.replica === 0 ? this.name : `${this.name}-${this.replica}`;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get isRunning(): boolean {
    return this.#child?.isRunning ?? false;
  }

  /** The end of what the process wrote. */
  get lastOutput(): string {
    return this.#child?.lastOutput ?? '';
  }

  /**
   * Starts the process and waits until its `/health/ready` answers 200.
   * @throws Error with the last output when it ends first or is not ready in time; nothing is left running then.
   */
  async start(): Promise<void> {
    if (this.isRunning) throw new Error(`${this.label} is running already.`);
    const { mainFile, nodeArgs = [], environment, onLine, readyWithinMs } = this.#options;
    if (!existsSync(mainFile)) throw new Error(`${mainFile} is missing. Build the apps first: npm run build`);
    const child = new Child({
      name: this.label,
      command: process.execPath,
      args: ['--enable-source-maps', ...nodeArgs, mainFile],
      env: environment,
      ipc: true,
      stopWithinMs: 15_000,
      ...(onLine ? { onLine: (line) => onLine(this, line) } : {}),
    });
    this.#child = child;
    try {
      await child.waitUntilReady(() => isReady(this.url), { withinMs: readyWithinMs });
    } catch (error) {
      this.#child = undefined;
      await child.kill();
      throw error;
    }
    void child.exited.then((exit) => {
      if (this.#child === child) this.#options.onUnexpectedExit?.(this, exit);
    });
  }

  /** Sends a signal without waiting, for example SIGSTOP to make the app answer late. */
  signal(signal: NodeJS.Signals): void {
    this.#child?.signal(signal);
  }

  /** Ends the process by a signal, as a crash would, and waits until it is gone. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#forget();
    child?.signal(signal);
    await child?.exited;
  }

  /** Asks the app to end in good order, and waits until it has. */
  async stop(): Promise<void> {
    await this.#forget()?.stop();
  }

  /** From here on the end of the process is expected. */
  #forget(): Child | undefined {
    const child = this.#child;
    this.#child = undefined;
    return child;
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}
