import { command, defineTrait } from '../define-trait.js';
import { CommandRefused, type CommandContext, type TraitState } from '../trait.js';

interface Params {
  readonly timerTimeSec: number;
}

const NO_TIMER = -1;

/** A device with one timer, in seconds. Its driver counts down. */
export const timer = defineTrait({
  name: 'Timer',
  initialState: () => ({ timerRemainingSec: NO_TIMER }),
  commands: [
    command<Params>({ name: 'TimerStart', reduce: ({ timerTimeSec }, context) => runFor(timerTimeSec, context) }),
    command<Params>({
      name: 'TimerAdjust',
      reduce: ({ timerTimeSec }, context) => ({
        timerRemainingSec: runFor(remainingOf(context) + timerTimeSec, context).timerRemainingSec,
      }),
    }),
    command({ name: 'TimerPause', reduce: (_: unknown, context) => pause(true, context) }),
    command({ name: 'TimerResume', reduce: (_: unknown, context) => pause(false, context) }),
    command({
      name: 'TimerCancel',
      reduce: (_: unknown, context) => {
        remainingOf(context);
        return { timerRemainingSec: NO_TIMER, timerPaused: undefined };
      },
    }),
  ],
});

function remainingOf({ state }: CommandContext): number {
  const remaining = state.timerRemainingSec;
  if (typeof remaining !== 'number' || remaining < 0) {
    throw new CommandRefused('noTimerExists');
  }
  return remaining;
}

function runFor(seconds: number, { attributes }: CommandContext) {
  if (seconds > (attributes as { maxTimerLimitSec: number }).maxTimerLimitSec) {
    throw new CommandRefused('aboveMaximumTimerDuration');
  }
  if (seconds < 1) {
    throw new CommandRefused('belowMinimumTimerDuration');
  }
  return { timerRemainingSec: seconds, timerPaused: false };
}

function pause(timerPaused: boolean, context: CommandContext): TraitState {
  remainingOf(context);
  return { timerPaused };
}
