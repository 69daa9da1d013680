import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { JobKind, Jobs, Order, Outcome } from './jobs.ts';

/** The load generator: a process of its own, so that its CPU time can be told from everything else's. */
export class LoadGenerator {
  readonly #process: ChildProcess;

  constructor() {
    this.#process = fork(join(import.meta.dirname, 'main.ts'), { execArgv: [] });
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
    const order: Order<Kind> = { kind, job };
    this.#process.send(order);
    const ended = once(this.#process, 'exit').then(() => ({ error: 'The load generator has ended.' }));
    const answered = once(this.#process, 'message').then(([message]) => message as Outcome);
    const outcome: Outcome = await Promise.race([answered, ended]);
    if ('error' in outcome) throw new Error(outcome.error);
    return outcome.result;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }
}
