import { setTimeout as sleep } from 'node:timers/promises';
import { type AppProcess, type Exit, describeExit } from '@atrium/local-suite';
import { complain } from '../terminal.ts';

const LONGEST_DELAY_MS = 30_000;
const FORGIVEN_AFTER_MS = 60_000;

/** Starts an app again when it has died, later each time; an app that ran for a minute starts afresh. */
export class Restarter {
  readonly #failures = new Map<AppProcess, { count: number; at: number }>();
  readonly #stopped = new AbortController();

  /** To be called when an app has died. */
  async restart(app: AppProcess, exit: Exit): Promise<void> {
    complain(`${app.label} died (${describeExit(exit)}).`);
    while (!this.#hasStopped()) {
      const delay = this.#nextDelay(app);
      complain(`Starting ${app.label} again in ${delay / 1000} s.`);
      await sleep(delay, undefined, { ref: false });
      if (this.#hasStopped()) return;
      try {
        await app.start();
        complain(`${app.label} is running again.`);
        return;
      } catch (error) {
        if (!this.#hasStopped()) complain((error as Error).message);
      }
    }
  }

  /** No app is started any more. */
  stop(): void {
    this.#stopped.abort();
  }

  #hasStopped(): boolean {
    return this.#stopped.signal.aborted;
  }

  #nextDelay(app: AppProcess): number {
    const before = this.#failures.get(app);
    const count = before && Date.now() - before.at < FORGIVEN_AFTER_MS ? before.count + 1 : 0;
    this.#failures.set(app, { count, at: Date.now() });
    return Math.min(500 * 2 ** count, LONGEST_DELAY_MS);
  }
}
