import { command, defineTrait } from '../define-trait.js';
import { CommandRefused, type Attributes, type CommandContext, type TraitState } from '../trait.js';

interface Params {
  /** In seconds. */
  readonly duration?: number;
}

const DEFAULT_DURATION_S = 1_800;

/** A light with effects that run by themselves. Without an effect there is no state. */
export const lightEffects = defineTrait({
  name: 'LightEffects',
  commands: [
    command<Params>({ name: 'ColorLoop', reduce: ({ duration }, context) => begin('colorLoop', duration, context) }),
    command<Params>({
      name: 'Sleep',
      reduce: ({ duration }, context) => begin('sleep', durationOf('defaultSleepDuration', duration, context), context),
    }),
    command<Params>({
      name: 'Wake',
      reduce: ({ duration }, context) => begin('wake', durationOf('defaultWakeDuration', duration, context), context),
    }),
    command({
      name: 'StopEffect',
      reduce: () => ({ activeLightEffect: undefined, lightEffectEndUnixTimestampSec: undefined }),
    }),
  ],
});

function durationOf(key: string, duration: number | undefined, { attributes }: { attributes: Attributes }): number {
  const usual = attributes[key];
  return duration ?? (typeof usual === 'number' ? usual : DEFAULT_DURATION_S);
}

function begin(effect: string, duration: number | undefined, { attributes, now }: CommandContext): TraitState {
  if (!(attributes as { supportedEffects: readonly string[] }).supportedEffects.includes(effect)) {
    throw new CommandRefused('functionNotSupported');
  }
  const end = duration === undefined ? undefined : Math.round(now.getTime() / 1000) + duration;
  return { activeLightEffect: effect, lightEffectEndUnixTimestampSec: end };
}
