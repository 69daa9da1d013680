import { command, defineTrait } from '../define-trait.js';
import { clamp } from '../relative-change.js';
import { CommandRefused, type Attributes, type CommandContext, type TraitState } from '../trait.js';

interface VolumeAttributes {
  readonly volumeMaxLevel: number;
  readonly volumeCanMuteAndUnmute: boolean;
  /** In percent. */
  readonly volumeDefaultPercentage?: number;
  readonly levelStepSize?: number;
}

const DEFAULT_PERCENT = 40;

/** A device with a volume from 0 to its own highest level. */
export const volume = defineTrait({
  name: 'Volume',
  checkAttributes: (attributes) => (read(attributes).volumeMaxLevel < 1 ? 'volumeMaxLevel is less than 1' : undefined),
  initialState: (attributes) => {
    const { volumeMaxLevel, volumeDefaultPercentage = DEFAULT_PERCENT } = read(attributes);
    return { currentVolume: Math.round((volumeDefaultPercentage / 100) * volumeMaxLevel), isMuted: false };
  },
  commands: [
    command({ name: 'setVolume', reduce: set }),
    command({ name: 'volumeRelative', reduce: change }),
    command({ name: 'mute', reduce: mute }),
  ],
});

function read(attributes: Attributes): VolumeAttributes {
  return attributes as unknown as VolumeAttributes;
}

function set({ volumeLevel }: { volumeLevel: number }, { attributes }: CommandContext): TraitState {
  if (volumeLevel > read(attributes).volumeMaxLevel) {
    throw new CommandRefused('valueOutOfRange');
  }
  return { currentVolume: volumeLevel, isMuted: false };
}

function change({ relativeSteps }: { relativeSteps: number }, { attributes, state }: CommandContext): TraitState {
  const { volumeMaxLevel, levelStepSize = 1 } = read(attributes);
  const current = typeof state.currentVolume === 'number' ? state.currentVolume : 0;
  if (relativeSteps > 0 && current >= volumeMaxLevel) {
    throw new CommandRefused('volumeAlreadyMax');
  }
  if (relativeSteps < 0 && current <= 0) {
    throw new CommandRefused('volumeAlreadyMin');
  }
  return { currentVolume: clamp(current + relativeSteps * levelStepSize, 0, volumeMaxLevel), isMuted: false };
}

function mute({ mute: isMuted }: { mute: boolean }, { attributes }: CommandContext): TraitState {
  if (!read(attributes).volumeCanMuteAndUnmute) {
    throw new CommandRefused('functionNotSupported');
  }
  return { isMuted };
}
