import { say } from './terminal.ts';

/**
 * Runs a long step and says so: what is going on, every five seconds how long already, and at its end how long it took.
 * @param what for example "Building the apps".
 */
export async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  const seconds = () => ((Date.now() - started) / 1000).toFixed(1);
  say(`${what} …`);
  const timer = setInterval(() => say(`${what} … ${Math.round(Number(seconds()))} s`), 5_000);
  try {
    const result = await work();
    say(`${what}: done in ${seconds()} s.`);
    return result;
  } finally {
    clearInterval(timer);
  }
}
