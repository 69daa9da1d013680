import { command, defineTrait } from '../define-trait.js';
import { CommandRefused, type CommandContext } from '../trait.js';

/** A lock. While it is jammed nobody knows whether it is locked, so that the state leaves `isLocked` out. */
export const lockUnlock = defineTrait({
  name: 'LockUnlock',
  initialState: () => ({ isLocked: true, isJammed: false }),
  commands: [command({ name: 'LockUnlock', takesTime: true, isSensitive: ({ lock }) => !lock, reduce: turn })],
});

function turn({ lock }: { lock: boolean }, { state }: CommandContext) {
  if (state.isJammed === true) {
    throw new CommandRefused('deviceJammingDetected');
  }
  if (state.isLocked === lock) {
    throw new CommandRefused(lock ? 'alreadyLocked' : 'alreadyUnlocked');
  }
  return { isLocked: lock, isJammed: false };
}
