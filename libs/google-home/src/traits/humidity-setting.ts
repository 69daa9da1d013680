import { command, defineTrait } from '../define-trait.js';
import { clamp, stepOfWeight } from '../relative-change.js';
import { CommandRefused, type Attributes, type CommandContext, type TraitState } from '../trait.js';

interface Relative {
  readonly humidityRelativePercent?: number;
  readonly humidityRelativeWeight?: number;
}

const ORDINARY_PERCENT = 50;

/** A device that keeps the air at a humidity, in percent. */
export const humiditySetting = defineTrait({
  name: 'HumiditySetting',
  checkAttributes: (attributes) => {
    const { min, max } = rangeOf(attributes);
    return min > max ? 'minPercent is above maxPercent' : undefined;
  },
  initialState: (attributes) => {
    const { min, max } = rangeOf(attributes);
    return {
      humiditySetpointPercent: clamp(ORDINARY_PERCENT, min, max),
      humidityAmbientPercent: ORDINARY_PERCENT,
    };
  },
  commands: [command({ name: 'SetHumidity', reduce: set }), command({ name: 'HumidityRelative', reduce: change })],
});

function rangeOf(attributes: Attributes): { min: number; max: number } {
  const { humiditySetpointRange: range } = attributes as {
    humiditySetpointRange?: { minPercent?: number; maxPercent?: number };
  };
  return { min: range?.minPercent ?? 0, max: range?.maxPercent ?? 100 };
}

function set({ humidity }: { humidity: number }, { attributes }: CommandContext): TraitState {
  const { min, max } = rangeOf(attributes);
  if (humidity < min || humidity > max) {
    throw new CommandRefused('valueOutOfRange');
  }
  return { humiditySetpointPercent: humidity };
}

function change(
  { humidityRelativePercent, humidityRelativeWeight = 0 }: Relative,
  { attributes, state }: CommandContext,
): TraitState {
  const { min, max } = rangeOf(attributes);
  const setpoint = state.humiditySetpointPercent;
  const current = typeof setpoint === 'number' ? setpoint : clamp(ORDINARY_PERCENT, min, max);
  const step = humidityRelativePercent ?? stepOfWeight(humidityRelativeWeight, max - min);
  if (step > 0 && current >= max) {
    throw new CommandRefused('maxSettingReached');
  }
  if (step < 0 && current <= min) {
    throw new CommandRefused('minSettingReached');
  }
  return { humiditySetpointPercent: clamp(Math.round(current + step), min, max) };
}
