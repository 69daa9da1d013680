import { defineTrait } from '../define-trait.js';

/** A device that runs through cycles, such as a washer. Remaining times are in seconds. */
export const runCycle = defineTrait({
  name: 'RunCycle',
  isQueryOnly: true,
  initialState: () => ({ currentRunCycle: [], currentTotalRemainingTime: 0, currentCycleRemainingTime: 0 }),
});
