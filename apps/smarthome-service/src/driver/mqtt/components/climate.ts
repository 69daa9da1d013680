import type { AnnouncedConfig } from '../announced-config.js';
import { message, patch, stateTopic, type Component } from '../component.js';

/** Home Assistant's modes by Google's names. */
const MODES: readonly (readonly [string, string])[] = [
  ['off', 'off'],
  ['heat', 'heat'],
  ['cool', 'cool'],
  ['auto', 'auto'],
  ['dry', 'dry'],
  ['fan-only', 'fan_only'],
];

/** A thermostat with one setpoint. */
export const climateComponent: Component = {
  describe: (config) => ({
    type: 'THERMOSTAT',
    traits: ['TemperatureSetting'],
    attributes: {
      availableThermostatModes: modesOf(config),
      thermostatTemperatureUnit: isFahrenheit(config) ? 'F' : 'C',
      thermostatTemperatureRange: {
        minThresholdCelsius: toCelsius(config, config.number('min_temp', isFahrenheit(config) ? 45 : 7)),
        maxThresholdCelsius: toCelsius(config, config.number('max_temp', isFahrenheit(config) ? 95 : 35)),
      },
    },
  }),
  stateTopics: (config) => {
    const mode = config.template('mode_state_template');
    const setpoint = config.template('temperature_state_template');
    const ambient = config.template('current_temperature_template');
    const celsius = (raw: unknown) => {
      const value = Number(raw);
      return raw === undefined || !Number.isFinite(value) ? undefined : toCelsius(config, value);
    };
    return [
      ...stateTopic(config.text('mode_state_topic'), (payload) =>
        patch('thermostatMode', MODES.find(([, theirs]) => theirs === mode(payload))?.[0]),
      ),
      ...stateTopic(config.text('temperature_state_topic'), (payload) =>
        patch('thermostatTemperatureSetpoint', celsius(setpoint(payload))),
      ),
      ...stateTopic(config.text('current_temperature_topic'), (payload) =>
        patch('thermostatTemperatureAmbient', celsius(ambient(payload))),
      ),
    ];
  },
  messages: (config, { thermostatMode: mode, thermostatTemperatureSetpoint: setpoint }) => [
    ...message(config.text('mode_command_topic'), MODES.find(([ours]) => ours === mode)?.[1]),
    ...message(
      config.text('temperature_command_topic'),
      typeof setpoint === 'number' ? fromCelsius(config, setpoint) : undefined,
    ),
  ],
};

function modesOf(config: AnnouncedConfig): string[] {
  const announced = config.texts('modes');
  return MODES.filter(([, theirs]) => announced.length === 0 || announced.includes(theirs)).map(([ours]) => ours);
}

function isFahrenheit(config: AnnouncedConfig): boolean {
  return config.text('temperature_unit') === 'F';
}

function toCelsius(config: AnnouncedConfig, value: number): number {
  return isFahrenheit(config) ? tenths(((value - 32) * 5) / 9) : value;
}

function fromCelsius(config: AnnouncedConfig, value: number): number {
  return isFahrenheit(config) ? tenths((value * 9) / 5 + 32) : value;
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
