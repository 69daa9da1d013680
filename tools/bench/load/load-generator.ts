import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { JobKind, Jobs, Order, Outcome } from './jobs.ts';

/** The load generator: a process of its own, so that its CPU time can be told from everything else's. */
export class LoadGenerator {
  readonly #process: ChildProcess;
  #settle: (outcome: Outcome) => void = () => undefined;

  constructor() {
    this.#process = fork(join(import.meta.dirname, 'main.ts'), { execArgv: [] });
    this.#process.on('message', (outcome: Outcome) => this.#settle(outcome));
    this.#process.on('exit', () => this.#settle({ error: 'The load generator has ended.' }));
  }

  get pid(): number {
    if (this.#process.pid === undefined) throw new Error('The load generator could not be started.');
    return this.#process.pid;
  }

  /**
   * Has one job done; one at a time.
   * @throws Error when an answer was wrong or missing.
   */
  async run<Kind extends JobKind>(kind: Kind, job: Jobs[Kind]['job']): Promise<Jobs[Kind]['result']> {
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    this.#settle = resolve;
    const order: Order<Kind> = { kind, job };
    this.#process.send(order);
    const outcome = await promise;
    if ('error' in outcome) throw new Error(outcome.error);
    return outcome.result as Jobs[Kind]['result'];
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }
}
