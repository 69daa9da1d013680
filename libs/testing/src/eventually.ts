import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Repeats an assertion until it holds, for states that announce no event.
 * @param within milliseconds; then the assertion's own last error is thrown.
 * @returns what the assertion returns.
 */
export async function eventually<T>(
  assertion: () => T | Promise<T>,
  { within = 5_000, every = 25 }: { within?: number; every?: number } = {},
): Promise<T> {
  const deadline = Date.now() + within;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() >= deadline) throw error;
      await sleep(every);
    }
  }
}
