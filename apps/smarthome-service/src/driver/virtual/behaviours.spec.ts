import { describe, expect, it } from '@jest/globals';
import type { TraitState } from '@atrium/google-home';

import type { Behaviour } from './behaviour.js';
import { behaviourOf } from './behaviours.js';
import { coverBehaviour } from './cover.js';
import { thermostatBehaviour } from './thermostat.js';
import { timerBehaviour } from './timer.js';

/** The states that a motion passes, and how long it takes in all, in seconds. */
function run(behaviour: Behaviour, from: TraitState, goal: TraitState = {}) {
  const states: TraitState[] = [];
  let state = from;
  let ms = behaviour.firstInMs;
  for (let steps = 0; steps < 1_000; steps += 1) {
    const { patch, nextInMs } = behaviour.step({ state, attributes: {}, goal });
    state = { ...state, ...patch };
    states.push(state);
    if (nextInMs === undefined) return { states, last: state, seconds: ms / 1_000 };
    ms += nextInMs;
  }
  throw new Error('It never ends');
}

describe('a virtual cover', () => {
  it.each([
    [0, 35, [10, 20, 30, 35]],
    [100, 75, [90, 80, 75]],
    [50, 50, [50]],
  ])('goes from %d to %d percent a tenth at a time', (from, openPercent, passed) => {
    const { states, seconds } = run(coverBehaviour, { openPercent: from }, { openPercent });
    expect(states.map((state) => state.openPercent)).toEqual(passed);
    expect(seconds).toBe(passed.length);
  });

  it('that opens several ways gets there in one step', () => {
    const goal = { openState: [{ openPercent: 10, openDirection: 'LEFT' }] };
    expect(run(coverBehaviour, {}, goal).states).toEqual([goal]);
  });
});

describe('a virtual thermostat', () => {
  const ambientAfter = (state: TraitState) => run(thermostatBehaviour, state).last.thermostatTemperatureAmbient;

  it.each([
    ['warms up', 19.3, 21],
    ['cools down', 24, 21.5],
  ])('%s to its setpoint', (_, thermostatTemperatureAmbient, thermostatTemperatureSetpoint) => {
    const state = { thermostatMode: 'heat', thermostatTemperatureAmbient, thermostatTemperatureSetpoint };
    expect(ambientAfter(state)).toBe(thermostatTemperatureSetpoint);
  });

  it.each([
    [15, 18],
    [20, 20],
    [27, 24],
  ])('brings %d degrees into its range, to %d', (thermostatTemperatureAmbient, expected) => {
    const range = { thermostatTemperatureSetpointLow: 18, thermostatTemperatureSetpointHigh: 24 };
    expect(ambientAfter({ thermostatMode: 'heatcool', thermostatTemperatureAmbient, ...range })).toBe(expected);
  });

  it('that is off leaves the room alone', () => {
    const state = { thermostatMode: 'off', thermostatTemperatureAmbient: 15, thermostatTemperatureSetpoint: 21 };
    expect(ambientAfter(state)).toBe(15);
  });
});

describe('a virtual timer', () => {
  it('runs down and is no timer any more in the end', () => {
    const { states, seconds } = run(timerBehaviour, { timerRemainingSec: 40 });
    expect(states.map(({ timerRemainingSec }) => timerRemainingSec)).toEqual([25, 10, -1]);
    expect(seconds).toBe(40);
  });

  it.each([{ timerRemainingSec: 40, timerPaused: true }, { timerRemainingSec: -1 }])('stands still at %j', (state) => {
    expect(run(timerBehaviour, state)).toMatchObject({ last: state, states: [state] });
  });
});

it('commands that are done at once start nothing', () => {
  expect(behaviourOf('action.devices.commands.OnOff')).toBeUndefined();
  expect(behaviourOf('action.devices.commands.TimerStart')).toBe(timerBehaviour);
});
