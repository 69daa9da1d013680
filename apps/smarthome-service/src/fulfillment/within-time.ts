import { setTimeout as delay } from 'node:timers/promises';

/** What the work resolves to, or `late` when that takes longer; the work itself goes on, and may fail unheard. */
export async function withinTime<Result>(work: Promise<Result>, ms: number, late: Result): Promise<Result> {
  const waiting = new AbortController();
  work.catch(() => undefined);
  const timer = delay(ms, late, { signal: waiting.signal, ref: false }).catch(() => late);
  try {
    return await Promise.race([work, timer]);
  } finally {
    waiting.abort();
  }
}
