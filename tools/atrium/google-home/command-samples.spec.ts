import { COMMANDS, type Attributes, type TraitState } from '@atrium/google-home';
import { describe, expect, it } from '@jest/globals';
import { SAMPLES } from './command-samples.ts';
import { restoreCommands } from './restore-commands.ts';

/** A device that can do everything. */
const ATTRIBUTES: Attributes = {
  availableThermostatModes: 'heat,cool,off',
  thermostatTemperatureUnit: 'C',
  colorModel: 'rgb',
  temperatureRange: { minThresholdCelsius: 30, maxThresholdCelsius: 100 },
  temperatureUnitForUX: 'C',
  pausable: true,
  reversible: true,
  availableFanSpeeds: { speeds: [{ speed_name: 'low', speed_values: [] }], ordered: true },
  availableModes: [{ name: 'load', name_values: [], settings: [{ setting_name: 'small', setting_values: [] }] }],
  availableToggles: [{ name: 'extra', name_values: [] }],
  volumeCanMuteAndUnmute: true,
  isRechargeable: true,
  availableInputs: [{ key: 'hdmi_1', names: [] }],
  orderedInputs: true,
  transportControlSupportedCommands: [
    ...['CAPTION_CONTROL', 'NEXT', 'PAUSE', 'PREVIOUS', 'RESUME', 'SEEK_RELATIVE', 'SEEK_TO_POSITION'],
    ...['SET_REPEAT', 'SHUFFLE', 'STOP'],
  ],
  availableApplications: [{ key: 'youtube', names: [] }],
  availableChannels: [{ key: 'ktvu2', names: ['Fox'], number: '2' }],
  supportsPercent: true,
  supportedEffects: ['colorLoop', 'sleep', 'wake'],
  cameraStreamSupportedProtocols: ['hls'],
  networkProfiles: ['Kids'],
};

describe.each([...COMMANDS])('%s', (name, { command }) => {
  it.each([
    ['heating', { thermostatMode: 'heat' }],
    ['heating and cooling', { thermostatMode: 'heatcool' }],
    ['armed', { thermostatMode: 'heat', isArmed: true }],
  ] as [string, TraitState][])('has parameters that the schema takes, for a device that is %s', (_, state) => {
    const sample = SAMPLES[name.slice(name.lastIndexOf('.') + 1)];
    expect(sample).toBeDefined();
    const params = sample?.(ATTRIBUTES, state);
    if (params !== undefined) expect(command.check(params)).toBeUndefined();
    else expect(name).toMatch(/Thermostat|TemperatureRelative/);
  });
});

it('brings back what was changed, and nothing else', () => {
  const before = {
    online: true,
    on: true,
    brightness: 40,
    color: { temperatureK: 3000 },
    thermostatTemperatureAmbient: 20,
  };
  const after = { ...before, on: false, color: { spectrumRgb: 1 }, thermostatTemperatureAmbient: 21 };
  expect(restoreCommands(before, after)).toEqual([
    { command: 'action.devices.commands.ColorAbsolute', params: { color: { temperature: 3000 } } },
    { command: 'action.devices.commands.OnOff', params: { on: true } },
  ]);
  expect(restoreCommands(before, before)).toEqual([]);
});
