import { describe, expect, it } from '@jest/globals';

import { answeredStates, checkReportedState, reportedState, TRAITS } from '../src/index.js';

const trait = (name: string) => `action.devices.traits.${name}`;
const SMOKE = {
  sensorStatesSupported: [
    { name: 'SmokeLevel', descriptiveCapabilities: { availableStates: ['smoke detected', 'unknown'] } },
  ],
};
const reading = (name: string, more: object) => ({ currentSensorStateData: [{ name, ...more }] });

describe('traits without commands', () => {
  it.each([
    [
      'SensorState',
      SMOKE,
      reading('SmokeLevel', { currentSensorState: 'smoke detected' }),
      reading('SmokeLevel', { currentSensorState: 'fog' }),
    ],
    [
      'SensorState',
      SMOKE,
      reading('SmokeLevel', { currentSensorState: 'unknown' }),
      reading('WaterLeak', { currentSensorState: 'leak' }),
    ],
    ['OccupancySensing', {}, { occupancy: 'OCCUPIED' }, { occupancy: 'maybe' }],
    ['MediaState', { supportPlaybackState: true }, { playbackState: 'PLAYING' }, { playbackState: 'LOUD' }],
    [
      'RunCycle',
      {},
      {
        currentRunCycle: [{ currentCycle: 'rinse', lang: 'en' }],
        currentTotalRemainingTime: 9,
        currentCycleRemainingTime: 3,
      },
      { currentRunCycle: [] },
    ],
    [
      'StatusReport',
      {},
      { currentStatusReport: [{ blocking: false, deviceTarget: 'x', priority: 0, statusCode: 'lowBattery' }] },
      {},
    ],
    ['ObjectDetection', {}, {}, undefined],
  ])('%s takes good states and no bad ones', (name, attributes, good, bad) => {
    const traits = [trait(name)];
    expect(TRAITS.get(trait(name))?.checkAttributes(attributes)).toBeUndefined();
    expect(checkReportedState({ traits, attributes, state: good })).toBeUndefined();
    if (bad) {
      expect(checkReportedState({ traits, attributes, state: bad })).toBeDefined();
    }
    expect(TRAITS.get(trait(name))?.commands).toEqual([]);
    expect(TRAITS.get(trait(name))?.isQueryOnly({})).toBe(true);
  });

  it.each([
    ['SensorState', {}],
    ['SensorState', { sensorStatesSupported: [{ name: 'WaterLeak', numericCapabilities: { rawValueUnit: 'AQI' } }] }],
    ['OccupancySensing', { occupancySensorConfiguration: [{ occupancySensorType: 'CAT' }] }],
    [
      'OccupancySensing',
      { occupancySensorConfiguration: [{ occupancySensorType: 'PIR', occupiedToUnoccupiedDelaySec: 3 }] },
    ],
    ['MediaState', { supportPlaybackState: 'yes' }],
  ])('%s refuses attributes %j', (name, attributes) => {
    expect(TRAITS.get(trait(name))?.checkAttributes(attributes)).toBeDefined();
  });
});

it('what drivers keep for themselves is not reported', () => {
  const state = { on: true, cameraStreams: [], guestNetworkPassword: 'sesame', brightness: 3 };
  expect(
    reportedState({ traits: [trait('OnOff'), trait('CameraStream'), trait('NetworkControl')], attributes: {}, state }),
  ).toEqual({ on: true });
});

it('what a command asks for is answered to that command only', () => {
  const device = { traits: [trait('OnOff'), trait('NetworkControl')], attributes: {} };
  const states = { on: true, guestNetworkPassword: 'sesame', secret: 1 };
  expect(answeredStates(device, ['action.devices.commands.OnOff'], states)).toEqual({ on: true });
  expect(answeredStates(device, ['action.devices.commands.GetGuestNetworkPassword'], states)).toEqual({
    on: true,
    guestNetworkPassword: 'sesame',
  });
});
