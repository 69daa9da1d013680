import type { TraitState } from '@atrium/google-home';

import type { Behaviour } from './behaviour.js';

const STEP_MS = 10_000;
const STEP_CELSIUS = 0.5;

/** A room that warms up or cools down by half a degree in ten seconds until it is as it should be. */
export const thermostatBehaviour: Behaviour = {
  kind: 'thermostat',
  commands: [
    'ThermostatTemperatureSetpoint',
    'ThermostatTemperatureSetRange',
    'ThermostatSetMode',
    'TemperatureRelative',
  ],
  isAwaited: false,
  isMechanical: false,
  firstInMs: STEP_MS,
  step: ({ state }) => {
    const ambient = state.thermostatTemperatureAmbient;
    const target = targetOf(state);
    if (typeof ambient !== 'number' || target === undefined || ambient === target) return { patch: {} };
    const distance = target - ambient;
    if (Math.abs(distance) <= STEP_CELSIUS) return { patch: { thermostatTemperatureAmbient: target } };
    const next = Math.round((ambient + Math.sign(distance) * STEP_CELSIUS) * 10) / 10;
    return { patch: { thermostatTemperatureAmbient: next }, nextInMs: STEP_MS };
  },
};

/** The temperature that the room is brought to; undefined while the thermostat leaves it alone. */
function targetOf(state: TraitState): number | undefined {
  if (state.thermostatMode === 'off') return undefined;
  if (typeof state.thermostatTemperatureSetpoint === 'number') return state.thermostatTemperatureSetpoint;
  const { thermostatTemperatureAmbient: ambient } = state;
  const { thermostatTemperatureSetpointLow: low, thermostatTemperatureSetpointHigh: high } = state;
  if (typeof ambient !== 'number' || typeof low !== 'number' || typeof high !== 'number') return undefined;
  return Math.min(Math.max(ambient, low), high);
}
