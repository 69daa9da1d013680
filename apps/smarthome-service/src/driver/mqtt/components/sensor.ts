import { stateTopic, type Component } from '../component.js';

/** Measurements that Google knows, by Home Assistant's device classes: its name and unit. */
const MEASURED: Readonly<Record<string, readonly [name: string, unit: string]>> = {
  aqi: ['AirQuality', 'AQI'],
  carbon_dioxide: ['CarbonDioxideLevel', 'PARTS_PER_MILLION'],
  carbon_monoxide: ['CarbonMonoxideLevel', 'PARTS_PER_MILLION'],
  pm10: ['PM10', 'MICROGRAMS_PER_CUBIC_METER'],
  pm25: ['PM2.5', 'MICROGRAMS_PER_CUBIC_METER'],
  volatile_organic_compounds_parts: ['VolatileOrganicCompounds', 'PARTS_PER_MILLION'],
};

/** What is detected: Google's name and words for yes and no. */
const DETECTED: Readonly<Record<string, readonly [type: string, name: string, yes: string, no: string]>> = {
  carbon_monoxide: [
    'CARBON_MONOXIDE_DETECTOR',
    'CarbonMonoxideLevel',
    'carbon monoxide detected',
    'no carbon monoxide detected',
  ],
  moisture: ['SENSOR', 'WaterLeak', 'leak', 'no leak'],
  smoke: ['SMOKE_DETECTOR', 'SmokeLevel', 'smoke detected', 'no smoke detected'],
};

/** A sensor of something that Google has a name for; others are not shown. */
export const sensorComponent: Component = {
  describe: (config) => {
    const measured = MEASURED[config.textOr('device_class', '')];
    if (!measured) return undefined;
    const supported = { name: measured[0], numericCapabilities: { rawValueUnit: measured[1] } };
    return { type: 'SENSOR', traits: ['SensorState'], attributes: { sensorStatesSupported: [supported] } };
  },
  stateTopics: (config) => {
    const [name] = MEASURED[config.textOr('device_class', '')] ?? [];
    const template = config.template('value_template');
    return stateTopic(config.text('state_topic'), (payload) => {
      const rawValue = Number(template(payload));
      return Number.isFinite(rawValue) ? { currentSensorStateData: [{ name, rawValue }] } : undefined;
    });
  },
  messages: () => [],
};

/** A detector of something that Google has a name for; others are not shown. */
export const binarySensorComponent: Component = {
  describe: (config) => {
    const detected = DETECTED[config.textOr('device_class', '')];
    if (!detected) return undefined;
    const [type, name, yes, no] = detected;
    const supported = { name, descriptiveCapabilities: { availableStates: [yes, no] } };
    return { type, traits: ['SensorState'], attributes: { sensorStatesSupported: [supported] } };
  },
  stateTopics: (config) => {
    const [, name, yes, no] = DETECTED[config.textOr('device_class', '')] ?? [];
    const template = config.template('value_template');
    return stateTopic(config.text('state_topic'), (payload) => {
      const told = String(template(payload));
      const isOn = told === config.textOr('payload_on', 'ON') || told === 'true';
      const isOff = told === config.textOr('payload_off', 'OFF') || told === 'false';
      return isOn || isOff ? { currentSensorStateData: [{ name, currentSensorState: isOn ? yes : no }] } : undefined;
    });
  },
  messages: () => [],
};
