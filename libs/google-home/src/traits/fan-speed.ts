import { command, defineTrait } from '../define-trait.js';
import { clamp, stepOfWeight } from '../relative-change.js';
import { CommandRefused, type Attributes, type CommandContext, type TraitState } from '../trait.js';

interface Absolute {
  readonly fanSpeed?: string;
  readonly fanSpeedPercent?: number;
}

interface Relative {
  readonly fanSpeedRelativeWeight?: number;
  readonly fanSpeedRelativePercent?: number;
}

interface Speed {
  readonly speed_name: string;
  readonly speed_values: readonly { readonly speed_synonym: readonly string[] }[];
}

const FULL = 100;

/** A fan with named speeds, with percents, or with both. */
export const fanSpeed = defineTrait({
  name: 'FanSpeed',
  checkAttributes: (attributes) =>
    hasPercent(attributes) || speedsOf(attributes).length > 0
      ? undefined
      : 'supportsFanSpeedPercent is not true and there are no speeds',
  initialState: (attributes) => {
    const [slowest] = speedsOf(attributes);
    return {
      ...(slowest ? { currentFanSpeedSetting: slowest.speed_name } : {}),
      ...(hasPercent(attributes) ? { currentFanSpeedPercent: 0 } : {}),
    };
  },
  commands: [
    command({ name: 'SetFanSpeed', reduce: set }),
    command({ name: 'SetFanSpeedRelative', reduce: change }),
    command({ name: 'Reverse', reduce: reverse }),
  ],
});

function hasPercent(attributes: Attributes): boolean {
  return attributes.supportsFanSpeedPercent === true;
}

function speedsOf(attributes: Attributes): readonly Speed[] {
  return (attributes as { availableFanSpeeds?: { speeds: readonly Speed[] } }).availableFanSpeeds?.speeds ?? [];
}

function set({ fanSpeed: name, fanSpeedPercent }: Absolute, { attributes }: CommandContext): TraitState {
  if (fanSpeedPercent !== undefined) {
    return atPercent(fanSpeedPercent, attributes);
  }
  const isWanted = ({ speed_name, speed_values }: Speed) =>
    speed_name === name || speed_values.some(({ speed_synonym }) => speed_synonym.includes(name ?? ''));
  const at = speedsOf(attributes).findIndex(isWanted);
  if (at < 0) {
    throw new CommandRefused('notSupported');
  }
  return atSpeed(at, attributes);
}

function change(
  { fanSpeedRelativeWeight = 0, fanSpeedRelativePercent }: Relative,
  context: CommandContext,
): TraitState {
  const { attributes, state } = context;
  if (hasPercent(attributes)) {
    const percent = typeof state.currentFanSpeedPercent === 'number' ? state.currentFanSpeedPercent : 0;
    const step = fanSpeedRelativePercent ?? stepOfWeight(fanSpeedRelativeWeight, FULL);
    refuseAtEnd(percent, step, FULL);
    return atPercent(clamp(percent + step, 0, FULL), attributes);
  }
  const speeds = speedsOf(attributes);
  const at = speeds.findIndex(({ speed_name }) => speed_name === state.currentFanSpeedSetting);
  const step = Math.sign(fanSpeedRelativePercent ?? fanSpeedRelativeWeight);
  refuseAtEnd(at, step, speeds.length - 1);
  return atSpeed(clamp(at + step, 0, speeds.length - 1), attributes);
}

function refuseAtEnd(value: number, step: number, max: number): void {
  if (step > 0 && value >= max) {
    throw new CommandRefused('maxSpeedReached');
  }
  if (step < 0 && value <= 0) {
    throw new CommandRefused('minSpeedReached');
  }
}

function atPercent(percent: number, attributes: Attributes): TraitState {
  if (!hasPercent(attributes)) {
    throw new CommandRefused('functionNotSupported');
  }
  const speeds = speedsOf(attributes);
  const nearest = speeds[clamp(Math.ceil((percent / FULL) * speeds.length) - 1, 0, speeds.length - 1)];
  return { currentFanSpeedPercent: percent, currentFanSpeedSetting: nearest?.speed_name };
}

function atSpeed(at: number, attributes: Attributes): TraitState {
  const speeds = speedsOf(attributes);
  const percent = hasPercent(attributes) ? Math.round(((at + 1) / speeds.length) * FULL) : undefined;
  return { currentFanSpeedSetting: speeds[at]?.speed_name, currentFanSpeedPercent: percent };
}

function reverse(_: unknown, { attributes }: CommandContext): TraitState {
  if (attributes.reversible !== true) {
    throw new CommandRefused('functionNotSupported');
  }
  return {};
}
