import { brightness } from '../src/traits/brightness.js';
import { colorSetting } from '../src/traits/color-setting.js';
import { lightEffects } from '../src/traits/light-effects.js';
import { onOff } from '../src/traits/on-off.js';
import { commandTable, NOW_S } from './command-table.js';

commandTable(onOff, {}, [
  ['OnOff', { on: true }, { on: true }],
  ['OnOff', { on: true }, { on: true }, { on: true }],
  ['OnOff', { on: false, followUpToken: 'abc' }, { on: false }],
  ['OnOff', { on: 'yes' }, 'protocolError'],
  ['OnOff', {}, 'protocolError'],
  ['OnOff', { on: true, brightness: 3 }, 'protocolError'],
  ['BrightnessAbsolute', { brightness: 3 }, 'functionNotSupported'],
  ['Explode', {}, 'functionNotSupported'],
]);
commandTable(onOff, { queryOnlyOnOff: true }, [['OnOff', { on: true }, 'functionNotSupported']]);
commandTable(onOff, { commandOnlyOnOff: true }, [['OnOff', { on: true }, { on: true }]]);

commandTable(brightness, {}, [
  ['BrightnessAbsolute', { brightness: 65 }, { brightness: 65 }],
  ['BrightnessAbsolute', { brightness: 0 }, { brightness: 0 }],
  ['BrightnessAbsolute', { brightness: 101 }, 'protocolError'],
  ['BrightnessAbsolute', { brightness: 1.5 }, 'protocolError'],
  ['BrightnessRelative', { brightnessRelativePercent: 5 }, { brightness: 45 }, { brightness: 40 }],
  ['BrightnessRelative', { brightnessRelativePercent: -50 }, { brightness: 0 }, { brightness: 40 }],
  ['BrightnessRelative', { brightnessRelativeWeight: 3 }, { brightness: 70 }, { brightness: 40 }],
  ['BrightnessRelative', { brightnessRelativeWeight: 6 }, 'protocolError'],
  ['BrightnessRelative', {}, 'protocolError'],
]);

const WHITES = { colorTemperatureRange: { temperatureMinK: 2000, temperatureMaxK: 6500 } };
commandTable(colorSetting, { colorModel: 'rgb', ...WHITES }, [
  ['ColorAbsolute', { color: { name: 'magenta', spectrumRGB: 0xff00ff } }, { color: { spectrumRgb: 0xff00ff } }],
  ['ColorAbsolute', { color: { temperature: 3000 } }, { color: { temperatureK: 3000 } }],
  ['ColorAbsolute', { color: { temperature: 1000 } }, 'valueOutOfRange'],
  ['ColorAbsolute', { color: { spectrumRGB: 0x1000000 } }, 'valueOutOfRange'],
  ['ColorAbsolute', { color: { spectrumHSV: { hue: 120, saturation: 1, value: 1 } } }, 'functionNotSupported'],
  ['ColorAbsolute', { color: { spectrumRgb: 255 } }, 'protocolError'],
]);
commandTable(colorSetting, { colorModel: 'hsv' }, [
  [
    'ColorAbsolute',
    { color: { spectrumHSV: { hue: 120 } } },
    { color: { spectrumHsv: { hue: 120, saturation: 0, value: 1 } } },
  ],
  ['ColorAbsolute', { color: { spectrumHSV: { hue: 360 } } }, 'protocolError'],
  ['ColorAbsolute', { color: { temperature: 3000 } }, 'functionNotSupported'],
  ['ColorAbsolute', { color: { spectrumRGB: 255 } }, 'functionNotSupported'],
]);

commandTable(lightEffects, { supportedEffects: ['colorLoop', 'sleep'], defaultSleepDuration: 600 }, [
  ['ColorLoop', {}, { activeLightEffect: 'colorLoop' }],
  ['ColorLoop', { duration: 300 }, { activeLightEffect: 'colorLoop', lightEffectEndUnixTimestampSec: NOW_S + 300 }],
  ['Sleep', {}, { activeLightEffect: 'sleep', lightEffectEndUnixTimestampSec: NOW_S + 600 }],
  ['Sleep', { duration: 10 }, 'protocolError'],
  ['Wake', {}, 'functionNotSupported'],
  ['StopEffect', {}, {}, { activeLightEffect: 'sleep' }],
]);
commandTable(lightEffects, { supportedEffects: ['wake'] }, [
  ['Wake', {}, { activeLightEffect: 'wake', lightEffectEndUnixTimestampSec: NOW_S + 1800 }],
]);
