import { type HomeGraphFault } from './homegraph-fault.js';
import type { HomeGraphTimings } from './homegraph-settings.js';

/**
 * How long to wait after a failure, in milliseconds: doubling with each attempt, at random between half and all of
 * that, so that what failed together does not come back together; longer where Google asks for it.
 */
export function backOff(fault: HomeGraphFault, attempts: number, timings: HomeGraphTimings): number {
  // What an operator has to mend is not better in a second.
  const step = fault.kind === 'forbidden' ? timings.longestBackOff : timings.backOff * 2 ** Math.min(attempts, 30);
  const longest = Math.min(step, timings.longestBackOff);
  return Math.max(longest / 2 + (Math.random() * longest) / 2, fault.retryAfterMs ?? 0);
}
