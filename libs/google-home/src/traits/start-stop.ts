import { command, defineTrait } from '../define-trait.js';
import { CommandRefused, type CommandContext, type TraitState } from '../trait.js';

interface Params {
  readonly start: boolean;
  readonly zone?: string;
  readonly multipleZones?: readonly string[];
}

/** A device that runs for a while, such as a vacuum or a washer, perhaps in zones. A paused one does not run. */
export const startStop = defineTrait({
  name: 'StartStop',
  initialState: ({ pausable }) => ({ isRunning: false, ...(pausable === true ? { isPaused: false } : {}) }),
  commands: [
    command({ name: 'StartStop', takesTime: true, reduce: startOrStop }),
    command({ name: 'PauseUnpause', reduce: pauseOrResume }),
  ],
});

function startOrStop({ start, zone, multipleZones }: Params, { attributes }: CommandContext): TraitState {
  const { availableZones = [] } = attributes as { availableZones?: readonly string[] };
  const zones = multipleZones ?? (zone === undefined ? [] : [zone]);
  if (!zones.every((one) => availableZones.includes(one))) {
    throw new CommandRefused('notSupported');
  }
  return {
    isRunning: start,
    isPaused: attributes.pausable === true ? false : undefined,
    activeZones: start && zones.length > 0 ? zones : undefined,
  };
}

function pauseOrResume({ pause }: { pause: boolean }, { attributes, state }: CommandContext): TraitState {
  if (attributes.pausable !== true) {
    throw new CommandRefused('functionNotSupported');
  }
  if (state.isRunning !== true && state.isPaused !== true) {
    throw new CommandRefused('unpausableState');
  }
  return { isRunning: !pause, isPaused: pause };
}
