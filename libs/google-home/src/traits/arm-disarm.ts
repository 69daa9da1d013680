import { command, defineTrait } from '../define-trait.js';
import { CommandRefused, type Attributes, type CommandContext, type TraitState } from '../trait.js';

interface Params {
  readonly arm: boolean;
  readonly armLevel?: string;
  /** Takes back an arming that has not taken effect yet. */
  readonly cancel?: boolean;
}

/** An alarm system, with or without levels such as home and away. */
export const armDisarm = defineTrait({
  name: 'ArmDisarm',
  initialState: (attributes) => ({ isArmed: false, currentArmLevel: levelsOf(attributes)[0] ?? '' }),
  commands: [
    command<Params>({
      name: 'ArmDisarm',
      takesTime: true,
      isSensitive: ({ arm, cancel }) => !arm || cancel === true,
      reduce: (params, context) => (params.arm && !params.cancel ? arm(params, context) : disarm(context)),
    }),
  ],
});

function levelsOf(attributes: Attributes): string[] {
  const { availableArmLevels } = attributes as { availableArmLevels?: { levels: { level_name: string }[] } };
  return (availableArmLevels?.levels ?? []).map(({ level_name }) => level_name);
}

function arm({ armLevel }: Params, { attributes, state }: CommandContext): TraitState {
  const levels = levelsOf(attributes);
  if (armLevel === undefined && levels.length > 1) {
    throw new CommandRefused('armLevelNeeded');
  }
  const level = armLevel ?? levels[0] ?? '';
  if (armLevel !== undefined && !levels.includes(armLevel)) {
    throw new CommandRefused('notSupported');
  }
  if (state.isArmed === true && state.currentArmLevel === level) {
    throw new CommandRefused('alreadyInState');
  }
  return { isArmed: true, currentArmLevel: level, exitAllowance: undefined };
}

function disarm({ state }: CommandContext): TraitState {
  if (state.isArmed === false) {
    throw new CommandRefused('alreadyInState');
  }
  return { isArmed: false, exitAllowance: undefined };
}
