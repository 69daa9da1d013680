import type { Execution, TraitState } from '@atrium/google-home';

const COMMAND = 'action.devices.commands.';

/** Which command brings back a state, by the key of that state. */
const BACK: Readonly<Record<string, (value: unknown) => readonly [string, Readonly<Record<string, unknown>>]>> = {
  thermostatMode: (thermostatMode) => ['ThermostatSetMode', { thermostatMode }],
  thermostatTemperatureSetpoint: (value) => ['ThermostatTemperatureSetpoint', { thermostatTemperatureSetpoint: value }],
  temperatureSetpointCelsius: (temperature) => ['SetTemperature', { temperature }],
  color: (value) => ['ColorAbsolute', { color: commandColor(value as TraitState) }],
  brightness: (brightness) => ['BrightnessAbsolute', { brightness }],
  isLocked: (lock) => ['LockUnlock', { lock }],
  openPercent: (openPercent) => ['OpenClose', { openPercent }],
  currentFanSpeedPercent: (fanSpeedPercent) => ['SetFanSpeed', { fanSpeedPercent }],
  currentFanSpeedSetting: (fanSpeed) => ['SetFanSpeed', { fanSpeed }],
  currentModeSettings: (updateModeSettings) => ['SetModes', { updateModeSettings }],
  currentToggleSettings: (updateToggleSettings) => ['SetToggles', { updateToggleSettings }],
  humiditySetpointPercent: (humidity) => ['SetHumidity', { humidity }],
  currentVolume: (volumeLevel) => ['setVolume', { volumeLevel }],
  isMuted: (mute) => ['mute', { mute }],
  currentInput: (newInput) => ['SetInput', { newInput }],
  isRunning: (start) => ['StartStop', { start }],
  // Last, since what is switched off takes no more commands.
  on: (on) => ['OnOff', { on }],
};

/** The commands that bring a device from one state back to another, as far as there are such commands. */
export function restoreCommands(wanted: TraitState, present: TraitState): Execution[] {
  return Object.entries(BACK).flatMap(([key, commandFor]) => {
    const value = wanted[key];
    if (value === undefined || JSON.stringify(value) === JSON.stringify(present[key])) return [];
    const [name, params] = commandFor(value);
    return [{ command: COMMAND + name, params }];
  });
}

/** Commands and states spell the parts of a colour differently. */
function commandColor({ temperatureK, spectrumRgb, spectrumHsv }: TraitState): TraitState {
  if (temperatureK !== undefined) return { temperature: temperatureK };
  return spectrumRgb === undefined ? { spectrumHSV: spectrumHsv } : { spectrumRGB: spectrumRgb };
}
