import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RunAs, wrappedCommand } from './wrapped-command.ts';

/** How a process ended: by itself (`code`) or by a signal. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface ChildOptions {
  /** What to call the process in messages. */
  name: string;
  command: string;
  args?: readonly string[];
  /** The whole environment of the process; nothing is added from this one. Default: this process's own. */
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Run as this user; only root may ask for it. */
  user?: RunAs;
  /** The signal that asks the process to end in good order. Default SIGTERM. */
  stopSignal?: NodeJS.Signals;
  /** How long it may take to do so before it is killed, in milliseconds. Default 10 000. */
  stopWithinMs?: number;
  /** Open an IPC channel, whose 'disconnect' tells a Node child that this process is gone. */
  ipc?: boolean;
  /** Receives every line the process writes. */
  onLine?: (line: string) => void;
}

const KEPT_LINES = 40;

const running = new Set<Child>();

/** Whatever ends this process, it leaves no child behind; only SIGKILL is left to the kernel. */
process.once('exit', () => {
  for (const child of running) child.killNow();
});

/**
 * One child process: its last output is kept for error messages, and stopping it is bounded and leaves nothing behind.
 * It has its own process group, so that Ctrl-C in a terminal reaches only this process, which then decides the order.
 */
export class Child {
  readonly name: string;
  /** Resolves when the process has ended, or could not be started; never rejects. */
  readonly exited: Promise<Exit>;
  readonly #process: ChildProcess;
  readonly #stopSignal: NodeJS.Signals;
  readonly #stopWithinMs: number;
  readonly #lines: string[] = [];
  #exit: Exit | undefined;

  constructor(options: ChildOptions) {
    this.name = options.name;
    this.#stopSignal = options.stopSignal ?? 'SIGTERM';
    this.#stopWithinMs = options.stopWithinMs ?? 10_000;
    const wrapped = wrappedCommand(options.command, options.args ?? [], this.#stopSignal, options.user);
    this.#process = spawn(wrapped.command, wrapped.args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe', ...(options.ipc ? (['ipc'] as const) : [])],
      detached: true,
      ...wrapped.user,
    });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => this.#keep(line, options.onLine));
    }
    this.exited = new Promise((resolve) => {
      const end = (exit: Exit) => {
        running.delete(this);
        resolve((this.#exit = exit));
      };
      this.#process.once('error', (error) => {
        if (this.#process.pid !== undefined) return;
        this.#keep(error.message, options.onLine);
        end({ code: null, signal: null });
      });
      this.#process.once('close', (code, signal) => end({ code, signal }));
      // A descendant that keeps the output open does not keep this process from having ended.
      this.#process.once('exit', (code, signal) => setTimeout(end, 500, { code, signal }).unref());
    });
    running.add(this);
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  get isRunning(): boolean {
    return this.#exit === undefined;
  }

  /** The end of what the process wrote, one line per line. */
  get lastOutput(): string {
    return this.#lines.join('\n');
  }

  /** Sends any signal, without waiting for its effect. Does nothing when the process has ended. */
  signal(signal: NodeJS.Signals): void {
    if (this.isRunning) this.#process.kill(signal);
  }

  /** Asks the process to end, kills it with its descendants if it takes too long, and waits until it has ended. */
  async stop(): Promise<Exit> {
    this.signal(this.#stopSignal);
    const hasEnded = await Promise.race([
      this.exited.then(() => true),
      sleep(this.#stopWithinMs, false, { ref: false }),
    ]);
    return hasEnded ? this.exited : this.kill();
  }

  /** Kills the process with its descendants at once, and waits until it has ended. */
  async kill(): Promise<Exit> {
    this.killNow();
    return this.exited;
  }

  /** Kills the process with its descendants, without waiting. */
  killNow(): void {
    if (!this.isRunning || this.pid === undefined) return;
    try {
      process.kill(-this.pid, 'SIGKILL');
    } catch {
      this.#process.kill('SIGKILL');
    }
  }

  /**
   * Polls until `isReady` says true.
   * @throws Error with the last output, as soon as the process ends or after `withinMs` milliseconds.
   */
  async waitUntilReady(isReady: () => Promise<boolean>, { withinMs }: { withinMs: number }): Promise<void> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      if (this.#exit)
        throw new Error(`${this.name} ended at start (${describeExit(this.#exit)}).${this.#outputForError()}`);
      if (await isReady()) return;
      if (Date.now() > deadline) {
        throw new Error(`${this.name} was not ready after ${withinMs / 1000} s.${this.#outputForError()}`);
      }
      await Promise.race([sleep(50), this.exited]);
    }
  }

  #keep(line: string, onLine?: (line: string) => void): void {
    this.#lines.push(line);
    if (this.#lines.length > KEPT_LINES) this.#lines.shift();
    onLine?.(line);
  }

  #outputForError(): string {
    return this.#lines.length > 0 ? ` It said last:\n${this.lastOutput}` : ' It said nothing.';
  }
}

/** "exit code 1", "killed by SIGKILL" or "could not be started". */
export function describeExit({ code, signal }: Exit): string {
  if (signal) return `killed by ${signal}`;
  return code === null ? 'could not be started' : `exit code ${code}`;
}
