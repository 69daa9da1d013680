import fc from 'fast-check';

import type { Fault } from './faults.js';

/** Longest time that something stays broken, in milliseconds. */
const MAX_BROKEN_MS = 4_000;
/** Longest time between the healing of one thing and the breaking of the next, in milliseconds. */
const MAX_CALM_MS = 1_500;
/** Things that break at the same time at most. */
const LANES = 2;

interface Step {
  readonly fault: number;
  readonly brokenMs: number;
  readonly calmMs: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  fault: fc.nat(),
  brokenMs: fc.integer({ min: 200, max: MAX_BROKEN_MS }),
  calmMs: fc.integer({ min: 100, max: MAX_CALM_MS }),
});

/**
 * Breaks and heals things at random until the time is up, two at once at most; all is healed then. The same seed breaks
 * the same things in the same order.
 */
export async function storm(faults: readonly Fault[], seconds: number, seed: number): Promise<string[]> {
  const struck: string[] = [];
  const broken = new Set<string>();
  const until = Date.now() + seconds * 1_000;
  const steps = fc.sample(step, { seed, numRuns: seconds * 4 })[Symbol.iterator]();
  const lane = async () => {
    for (const { fault: index, brokenMs, calmMs } of steps) {
      if (Date.now() >= until) return;
      const fault = faults[index % faults.length];
      if (!fault || broken.has(fault.target)) continue;
      broken.add(fault.target);
      struck.push(fault.name);
      await fault.strike();
      await pause(brokenMs);
      await fault.heal();
      broken.delete(fault.target);
      await pause(calmMs);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return struck;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
