import type { Behaviour } from './behaviour.js';

const STEP_MS = 1_000;
const STEP_PERCENT = 10;

/** A blind, a garage door, a valve: a tenth of its way in a second. One that opens several ways gets there in one step. */
export const coverBehaviour: Behaviour = {
  kind: 'cover',
  commands: ['OpenClose', 'OpenCloseRelative'],
  isAwaited: true,
  isMechanical: true,
  firstInMs: STEP_MS,
  step: ({ state, goal }) => {
    const [from, to] = [state.openPercent, goal.openPercent];
    if (typeof from !== 'number' || typeof to !== 'number') return { patch: goal };
    if (Math.abs(to - from) <= STEP_PERCENT) return { patch: goal };
    return { patch: { openPercent: from + Math.sign(to - from) * STEP_PERCENT }, nextInMs: STEP_MS };
  },
};
