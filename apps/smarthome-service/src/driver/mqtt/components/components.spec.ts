import { describe, expect, it } from '@jest/globals';
import { checkDevice } from '@atrium/google-home';

import { expand } from '../abbreviations.js';
import { AnnouncedConfig } from '../announced-config.js';
import { COMPONENTS } from './index.js';

/** Component, announcement, a message and the state it tells, a state and the messages that bring it. */
const CASES = [
  [
    'light',
    { '~': 'l', stat_t: '~/s', cmd_t: '~/c', bri_stat_t: '~/b', bri_cmd_t: '~/d', bri_scl: 100 },
    ['l/b', '40', { brightness: 40 }],
    [
      { on: true, brightness: 30 },
      { 'l/c': 'ON', 'l/d': '30' },
    ],
  ],
  [
    'light',
    { cmd_t: 'c', rgb_cmd_t: 'r', rgb_stat_t: 's' },
    ['s', '255,0,16', { color: { spectrumRgb: 0xff0010 } }],
    [{ color: { spectrumRgb: 0x0102ff } }, { r: '1,2,255' }],
  ],
  [
    'switch',
    { cmd_t: 'c', stat_t: 's', pl_on: '1', pl_off: '0' },
    ['s', '1', { on: true }],
    [{ on: false }, { c: '0' }],
  ],
  ['lock', { cmd_t: 'c', stat_t: 's' }, ['s', 'JAMMED', { isJammed: true }], [{ isLocked: false }, { c: 'UNLOCK' }]],
  [
    'cover',
    { cmd_t: 'c', stat_t: 's', dev_cla: 'garage' },
    ['s', 'open', { openPercent: 100 }],
    [{ openPercent: 0 }, { c: 'CLOSE' }],
  ],
  [
    'cover',
    { cmd_t: 'c', pos_t: 'p', set_pos_t: 'q', pos_open: 0, pos_clsd: 100 },
    ['p', '30', { openPercent: 70 }],
    [{ openPercent: 25 }, { q: '75' }],
  ],
  [
    'fan',
    { cmd_t: 'c', stat_t: 's', pct_cmd_t: 'p', pct_stat_t: 'q', spd_rng_min: 1, spd_rng_max: 4 },
    ['q', '2', { currentFanSpeedPercent: 50 }],
    [{ currentFanSpeedPercent: 75 }, { p: '3' }],
  ],
  [
    'climate',
    { mode_cmd_t: 'm', mode_stat_t: 'n', temp_cmd_t: 't', temp_stat_t: 'u', temp_unit: 'F', modes: ['off', 'heat'] },
    ['u', '68', { thermostatTemperatureSetpoint: 20 }],
    [
      { thermostatMode: 'heat', thermostatTemperatureSetpoint: 21 },
      { m: 'heat', t: '69.8' },
    ],
  ],
  [
    'sensor',
    { stat_t: 's', dev_cla: 'pm25', val_tpl: '{{ value_json.pm }}' },
    ['s', '{"pm":12}', { currentSensorStateData: [{ name: 'PM2.5', rawValue: 12 }] }],
    [{}, {}],
  ],
  [
    'binary_sensor',
    { stat_t: 's', dev_cla: 'smoke' },
    ['s', 'ON', { currentSensorStateData: [{ name: 'SmokeLevel', currentSensorState: 'smoke detected' }] }],
    [{}, {}],
  ],
] as const;

describe('an MQTT component', () => {
  it.each(CASES)('%s is understood as %j', (name, announced, [topic, payload, told], [next, messages]) => {
    const component = COMPONENTS.get(name);
    const config = new AnnouncedConfig(expand(announced));
    const description = component?.describe(config);
    expect(
      checkDevice({
        type: `action.devices.types.${description?.type ?? ''}`,
        traits: description?.traits.map((trait) => `action.devices.traits.${trait}`) ?? [],
        attributes: description?.attributes ?? {},
      }),
    ).toEqual({});
    const states = component?.stateTopics(config).filter((one) => one.topic === topic) ?? [];
    expect(Object.assign({}, ...states.map((one) => one.read(payload)))).toEqual(told);
    const sent = component?.messages(config, next).map((message) => [message.topic, message.payload] as const) ?? [];
    expect(Object.fromEntries(sent)).toEqual(messages);
  });

  it('that Google has no name for is not shown', () => {
    expect(COMPONENTS.get('sensor')?.describe(new AnnouncedConfig({ device_class: 'battery' }))).toBeUndefined();
    expect(COMPONENTS.get('binary_sensor')?.describe(new AnnouncedConfig({}))).toBeUndefined();
  });
});
