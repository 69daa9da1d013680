import type { Behaviour } from './behaviour.js';

/** Seldom enough that a timer of an hour does not fill the history. */
const STEP_S = 15;
const NO_TIMER = -1;

/** A timer that runs down, told every 15 seconds and at its end. */
export const timerBehaviour: Behaviour = {
  kind: 'timer',
  commands: ['TimerStart', 'TimerAdjust', 'TimerResume'],
  isAwaited: false,
  isMechanical: false,
  firstInMs: STEP_S * 1_000,
  step: ({ state }) => {
    const left = state.timerRemainingSec;
    if (typeof left !== 'number' || left < 0 || state.timerPaused === true) return { patch: {} };
    const next = left - STEP_S;
    if (next <= 0) return { patch: { timerRemainingSec: NO_TIMER } };
    return { patch: { timerRemainingSec: next }, nextInMs: Math.min(next, STEP_S) * 1_000 };
  },
};
