import { command, defineTrait } from '../define-trait.js';
import { clamp, stepOfWeight } from '../relative-change.js';
import { CommandRefused, type CommandContext, type TraitState } from '../trait.js';
import { aroundOf, ORDINARY_CELSIUS, setpointsIn, thermostatOf, withinRange, type Thermostat } from './thermostat.js';

interface Range {
  readonly thermostatTemperatureSetpointHigh: number;
  readonly thermostatTemperatureSetpointLow: number;
}

interface Relative {
  readonly thermostatTemperatureRelativeDegree?: number;
  readonly thermostatTemperatureRelativeWeight?: number;
}

/** In degrees, for a thermostat that does not tell its range. */
const RANGE_OF_WEIGHTS = 20;

/** Why a setpoint cannot be changed in a mode that has none of its own. */
const MODES_WITHOUT_SETPOINT: Readonly<Record<string, string>> = {
  off: 'inOffMode',
  eco: 'inEcoMode',
  dry: 'inDryMode',
  'fan-only': 'inFanOnlyMode',
  purifier: 'inPurifierMode',
};

/** Why a range cannot be set in a mode that has one setpoint. */
const MODES_WITHOUT_RANGE: Readonly<Record<string, string>> = {
  ...MODES_WITHOUT_SETPOINT,
  heat: 'inHeatOrCool',
  cool: 'inHeatOrCool',
  auto: 'inAutoMode',
};

/** A thermostat, always in degrees Celsius: one setpoint, or a high and a low one in mode heatcool. */
export const temperatureSetting = defineTrait({
  name: 'TemperatureSetting',
  checkAttributes: (attributes) => {
    const { modes, min, max } = thermostatOf(attributes);
    if (modes.length === 0) {
      return 'availableThermostatModes is empty';
    }
    return min > max ? 'minThresholdCelsius is above maxThresholdCelsius' : undefined;
  },
  initialState: (attributes) => {
    const thermostat = thermostatOf(attributes);
    const mode = thermostat.modes.includes('off') ? 'off' : (thermostat.modes[0] ?? 'off');
    const celsius = clamp(ORDINARY_CELSIUS, thermostat.min, thermostat.max);
    return { thermostatMode: mode, thermostatTemperatureAmbient: celsius, ...setpointsIn(mode, celsius, thermostat) };
  },
  commands: [
    command<{ thermostatTemperatureSetpoint: number }>({
      name: 'ThermostatTemperatureSetpoint',
      reduce: ({ thermostatTemperatureSetpoint }, context) => setSetpoint(thermostatTemperatureSetpoint, context),
    }),
    command({ name: 'ThermostatTemperatureSetRange', reduce: setRange }),
    command<{ thermostatMode: string }>({
      name: 'ThermostatSetMode',
      reduce: ({ thermostatMode }, context) => setMode(thermostatMode, context),
    }),
    command({ name: 'TemperatureRelative', reduce: change }),
  ],
});

function refuseIn(modes: Readonly<Record<string, string>>, { state }: CommandContext): void {
  const reason = modes[state.thermostatMode as string];
  if (reason !== undefined) {
    throw new CommandRefused(reason);
  }
}

/** A range may be of no width, so that its width tells nothing. */
function hasRange({ state }: CommandContext): boolean {
  return state.thermostatTemperatureSetpointHigh !== undefined;
}

function demandWithin({ min, max }: Thermostat, ...celsius: readonly number[]): void {
  if (!celsius.every((one) => one >= min && one <= max)) {
    throw new CommandRefused('valueOutOfRange');
  }
}

/** In mode heatcool the range keeps its width and moves to where the setpoint is its middle. */
function setSetpoint(celsius: number, context: CommandContext): TraitState {
  refuseIn(MODES_WITHOUT_SETPOINT, context);
  const thermostat = thermostatOf(context.attributes);
  demandWithin(thermostat, celsius);
  const { high, low } = aroundOf(context.state, thermostat);
  if (!hasRange(context)) {
    return { thermostatTemperatureSetpoint: celsius };
  }
  const half = (high - low) / 2;
  return withinRange(celsius - half, celsius + half, thermostat);
}

function setRange(range: Range, context: CommandContext): TraitState {
  refuseIn(MODES_WITHOUT_RANGE, context);
  if (context.state.thermostatMode !== 'heatcool') {
    throw new CommandRefused('notSupported');
  }
  const { thermostatTemperatureSetpointHigh: high, thermostatTemperatureSetpointLow: low } = range;
  const thermostat = thermostatOf(context.attributes);
  demandWithin(thermostat, high, low);
  if (high - low < thermostat.buffer) {
    throw new CommandRefused('rangeTooClose');
  }
  return { ...range, thermostatTemperatureSetpoint: undefined };
}

/** Which mode is active now, only the device can tell. */
function setMode(mode: string, { attributes, state }: CommandContext): TraitState {
  const thermostat = thermostatOf(attributes);
  if (!thermostat.modes.includes(mode)) {
    throw new CommandRefused('notSupported');
  }
  if (state.thermostatMode === mode) {
    return {};
  }
  const { high, low } = aroundOf(state, thermostat);
  return {
    thermostatMode: mode,
    activeThermostatMode: undefined,
    ...setpointsIn(mode, clamp((high + low) / 2, thermostat.min, thermostat.max), thermostat),
  };
}

function change(
  { thermostatTemperatureRelativeDegree, thermostatTemperatureRelativeWeight = 0 }: Relative,
  context: CommandContext,
): TraitState {
  refuseIn(MODES_WITHOUT_SETPOINT, context);
  const thermostat = thermostatOf(context.attributes);
  const { min, max } = thermostat;
  const range = Number.isFinite(max - min) ? max - min : RANGE_OF_WEIGHTS;
  const step = thermostatTemperatureRelativeDegree ?? stepOfWeight(thermostatTemperatureRelativeWeight, range);
  const { high, low } = aroundOf(context.state, thermostat);
  if (step > 0 && high >= max) {
    throw new CommandRefused('alreadyAtMax');
  }
  if (step < 0 && low <= min) {
    throw new CommandRefused('alreadyAtMin');
  }
  return !hasRange(context)
    ? { thermostatTemperatureSetpoint: clamp(low + step, min, max) }
    : withinRange(low + step, high + step, thermostat);
}
