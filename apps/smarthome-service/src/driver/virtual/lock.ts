import type { Behaviour } from './behaviour.js';

const TURN_MS = 2_000;

/** A bolt that takes two seconds. */
export const lockBehaviour: Behaviour = {
  kind: 'lock',
  commands: ['LockUnlock'],
  isAwaited: true,
  isMechanical: true,
  firstInMs: TURN_MS,
  step: ({ goal }) => ({ patch: goal }),
};
