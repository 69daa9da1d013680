import { fanSpeed } from '../src/traits/fan-speed.js';
import { humiditySetting } from '../src/traits/humidity-setting.js';
import { temperatureControl } from '../src/traits/temperature-control.js';
import { temperatureSetting } from '../src/traits/temperature-setting.js';
import { commandTable } from './command-table.js';

const speed = (name: string, ...synonyms: string[]) => ({
  speed_name: name,
  speed_values: [{ speed_synonym: synonyms, lang: 'en' }],
});
const availableFanSpeeds = { speeds: [speed('S1', 'low'), speed('S2', 'medium'), speed('S3', 'high')], ordered: true };

commandTable(fanSpeed, { availableFanSpeeds, reversible: true }, [
  ['SetFanSpeed', { fanSpeed: 'S2' }, { currentFanSpeedSetting: 'S2' }],
  ['SetFanSpeed', { fanSpeed: 'high' }, { currentFanSpeedSetting: 'S3' }],
  ['SetFanSpeed', { fanSpeed: 'storm' }, 'notSupported'],
  ['SetFanSpeed', { fanSpeedPercent: 50 }, 'functionNotSupported'],
  ['SetFanSpeed', {}, 'protocolError'],
  ['SetFanSpeedRelative', { fanSpeedRelativeWeight: 2 }, { currentFanSpeedSetting: 'S2' }],
  ['SetFanSpeedRelative', { fanSpeedRelativeWeight: -1 }, 'minSpeedReached'],
  ['SetFanSpeedRelative', { fanSpeedRelativePercent: 10 }, 'maxSpeedReached', { currentFanSpeedSetting: 'S3' }],
  ['Reverse', {}, {}],
]);
commandTable(fanSpeed, { availableFanSpeeds, supportsFanSpeedPercent: true }, [
  ['SetFanSpeed', { fanSpeedPercent: 50 }, { currentFanSpeedPercent: 50, currentFanSpeedSetting: 'S2' }],
  ['SetFanSpeed', { fanSpeed: 'S1' }, { currentFanSpeedPercent: 33, currentFanSpeedSetting: 'S1' }],
  ['SetFanSpeed', { fanSpeedPercent: 101 }, 'protocolError'],
  ['SetFanSpeedRelative', { fanSpeedRelativePercent: 120 }, 'protocolError'],
  [
    'SetFanSpeedRelative',
    { fanSpeedRelativePercent: 90 },
    { currentFanSpeedPercent: 100, currentFanSpeedSetting: 'S3' },
    { currentFanSpeedPercent: 40 },
  ],
  ['SetFanSpeedRelative', { fanSpeedRelativeWeight: 1 }, 'maxSpeedReached', { currentFanSpeedPercent: 100 }],
  ['Reverse', {}, 'functionNotSupported'],
]);

commandTable(humiditySetting, { humiditySetpointRange: { minPercent: 20, maxPercent: 60 } }, [
  ['SetHumidity', { humidity: 40 }, { humiditySetpointPercent: 40 }],
  ['SetHumidity', { humidity: 61 }, 'valueOutOfRange'],
  ['SetHumidity', { humidity: '40' }, 'protocolError'],
  ['HumidityRelative', { humidityRelativePercent: 20 }, { humiditySetpointPercent: 60 }],
  ['HumidityRelative', { humidityRelativeWeight: -5 }, { humiditySetpointPercent: 30 }],
  ['HumidityRelative', { humidityRelativePercent: 5 }, 'maxSettingReached', { humiditySetpointPercent: 60 }],
  ['HumidityRelative', { humidityRelativePercent: -5 }, 'minSettingReached', { humiditySetpointPercent: 20 }],
]);

const temperatureRange = { minThresholdCelsius: 30, maxThresholdCelsius: 100 };
commandTable(temperatureControl, { temperatureRange, temperatureUnitForUX: 'C' }, [
  ['SetTemperature', { temperature: 80 }, { temperatureSetpointCelsius: 80 }],
  ['SetTemperature', { temperature: 20 }, 'valueOutOfRange'],
  ['SetTemperature', { temperature: 'hot' }, 'protocolError'],
]);

const HEAT = { thermostatMode: 'heat', thermostatTemperatureSetpoint: 20 };
const HEAT_COOL = {
  thermostatMode: 'heatcool',
  thermostatTemperatureSetpoint: undefined,
  thermostatTemperatureSetpointHigh: 24,
  thermostatTemperatureSetpointLow: 20,
};
const range = (low: number, high: number) => ({
  thermostatTemperatureSetpointLow: low,
  thermostatTemperatureSetpointHigh: high,
});
commandTable(
  temperatureSetting,
  {
    availableThermostatModes: 'off,heat,cool,heatcool,eco',
    thermostatTemperatureUnit: 'C',
    thermostatTemperatureRange: { minThresholdCelsius: 10, maxThresholdCelsius: 30 },
  },
  [
    [
      'ThermostatTemperatureSetpoint',
      { thermostatTemperatureSetpoint: 22 },
      { thermostatTemperatureSetpoint: 22 },
      HEAT,
    ],
    ['ThermostatTemperatureSetpoint', { thermostatTemperatureSetpoint: 31 }, 'valueOutOfRange', HEAT],
    ['ThermostatTemperatureSetpoint', { thermostatTemperatureSetpoint: 22 }, 'inOffMode'],
    [
      'ThermostatTemperatureSetpoint',
      { thermostatTemperatureSetpoint: 22 },
      'inEcoMode',
      { ...HEAT, thermostatMode: 'eco' },
    ],
    ['ThermostatTemperatureSetpoint', { thermostatTemperatureSetpoint: 18 }, range(16, 20), HEAT_COOL],
    ['ThermostatTemperatureSetpoint', { thermostatTemperatureSetpoint: 30 }, range(26, 30), HEAT_COOL],
    ['ThermostatTemperatureSetRange', range(19, 25), range(19, 25), HEAT_COOL],
    ['ThermostatTemperatureSetRange', range(19, 20), 'rangeTooClose', HEAT_COOL],
    ['ThermostatTemperatureSetRange', range(5, 20), 'valueOutOfRange', HEAT_COOL],
    ['ThermostatTemperatureSetRange', range(19, 25), 'inHeatOrCool', HEAT],
    ['ThermostatTemperatureSetRange', { thermostatTemperatureSetpointLow: 19 }, 'protocolError', HEAT_COOL],
    [
      'ThermostatSetMode',
      { thermostatMode: 'cool' },
      { thermostatMode: 'cool', thermostatTemperatureSetpoint: 20 },
      HEAT,
    ],
    ['ThermostatSetMode', { thermostatMode: 'heatcool' }, { thermostatMode: 'heatcool', ...range(19, 21) }, HEAT],
    [
      'ThermostatSetMode',
      { thermostatMode: 'heat' },
      { thermostatMode: 'heat', thermostatTemperatureSetpoint: 22 },
      HEAT_COOL,
    ],
    ['ThermostatSetMode', { thermostatMode: 'heat' }, {}, HEAT],
    ['ThermostatSetMode', { thermostatMode: 'purifier' }, 'notSupported', HEAT],
    ['ThermostatSetMode', { thermostatMode: 'party' }, 'protocolError', HEAT],
    ['TemperatureRelative', { thermostatTemperatureRelativeDegree: 2 }, { thermostatTemperatureSetpoint: 22 }, HEAT],
    ['TemperatureRelative', { thermostatTemperatureRelativeWeight: -1 }, { thermostatTemperatureSetpoint: 18 }, HEAT],
    ['TemperatureRelative', { thermostatTemperatureRelativeDegree: -3 }, range(17, 21), HEAT_COOL],
    [
      'TemperatureRelative',
      { thermostatTemperatureRelativeDegree: 1 },
      range(21, 21),
      { ...HEAT_COOL, ...range(20, 20) },
    ],
    [
      'TemperatureRelative',
      { thermostatTemperatureRelativeDegree: 1 },
      'alreadyAtMax',
      { ...HEAT, thermostatTemperatureSetpoint: 30 },
    ],
    [
      'TemperatureRelative',
      { thermostatTemperatureRelativeDegree: -1 },
      'alreadyAtMin',
      { ...HEAT, thermostatTemperatureSetpoint: 10 },
    ],
    ['TemperatureRelative', { thermostatTemperatureRelativeDegree: 1 }, 'inOffMode'],
  ],
);
