import { clamp } from '../relative-change.js';
import type { Attributes, TraitState } from '../trait.js';

/** What a thermostat can do, in degrees Celsius; without bounds where it does not tell them. */
export interface Thermostat {
  readonly modes: readonly string[];
  readonly min: number;
  readonly max: number;
  /** The smallest distance of the high and the low setpoint. */
  readonly buffer: number;
}

/** For a thermostat that has not told a setpoint yet. */
export const ORDINARY_CELSIUS = 20;

const DEFAULT_BUFFER = 2;

interface TemperatureAttributes {
  readonly availableThermostatModes: string | readonly string[];
  readonly thermostatTemperatureRange?: { readonly minThresholdCelsius: number; readonly maxThresholdCelsius: number };
  readonly bufferRangeCelsius?: number;
}

/** Reads the attributes of a thermostat. */
export function thermostatOf(attributes: Attributes): Thermostat {
  const {
    availableThermostatModes: modes,
    thermostatTemperatureRange: range,
    bufferRangeCelsius,
  } = attributes as unknown as TemperatureAttributes;
  return {
    modes: typeof modes === 'string' ? modes.split(',').filter((mode) => mode !== '') : modes,
    min: range?.minThresholdCelsius ?? -Infinity,
    max: range?.maxThresholdCelsius ?? Infinity,
    buffer: bufferRangeCelsius ?? DEFAULT_BUFFER,
  };
}

/** The high and the low setpoint of a state; both are the one that it has outside of mode heatcool. */
export function aroundOf(state: TraitState, { min, max }: Thermostat): { high: number; low: number } {
  const { thermostatTemperatureSetpointHigh: high, thermostatTemperatureSetpointLow: low } = state;
  if (typeof high === 'number' && typeof low === 'number') {
    return { high, low };
  }
  const { thermostatTemperatureSetpoint: one } = state;
  const setpoint = typeof one === 'number' ? one : clamp(ORDINARY_CELSIUS, min, max);
  return { high: setpoint, low: setpoint };
}

/** The setpoints that a mode has: a range around the temperature in heatcool, else the temperature. */
export function setpointsIn(mode: string, celsius: number, thermostat: Thermostat): TraitState {
  if (mode === 'heatcool') {
    return withinRange(celsius - thermostat.buffer / 2, celsius + thermostat.buffer / 2, thermostat);
  }
  return {
    thermostatTemperatureSetpoint: celsius,
    thermostatTemperatureSetpointHigh: undefined,
    thermostatTemperatureSetpointLow: undefined,
  };
}

/** A range, moved into the bounds as a whole where it fits. */
export function withinRange(low: number, high: number, { min, max }: Thermostat): TraitState {
  const shift = Math.max(min - low, 0) || Math.min(max - high, 0);
  return {
    thermostatTemperatureSetpoint: undefined,
    thermostatTemperatureSetpointLow: clamp(low + shift, min, max),
    thermostatTemperatureSetpointHigh: clamp(high + shift, min, max),
  };
}
