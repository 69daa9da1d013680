import type { TraitState } from '@atrium/google-home';

import type { StatePatch } from '../../../state/state-change.js';
import { isPlain } from '../abbreviations.js';
import type { AnnouncedConfig } from '../announced-config.js';
import { message, patch, stateTopic, type CommandMessage, type Component, type StateTopic } from '../component.js';
import { parseJson } from '../template.js';
import { fromSpectrum, reciprocal, rgbOf, temperatureRange, toSpectrum } from './colour.js';
import { onOffMessages, onOffTopics } from './switch.js';

const MIN_MIREDS = 153;
const MAX_MIREDS = 500;

/** A lamp, of the default schema and the JSON schema. */
export const lightComponent: Component = {
  describe: (config) => {
    const { hasBrightness, hasTemperature, hasRgb } = abilitiesOf(config);
    const range = temperatureRange(config.number('min_mireds', MIN_MIREDS), config.number('max_mireds', MAX_MIREDS));
    return {
      type: 'LIGHT',
      traits: [
        'OnOff',
        ...(hasBrightness ? ['Brightness'] : []),
        ...(hasTemperature || hasRgb ? ['ColorSetting'] : []),
      ],
      attributes: {
        ...(hasTemperature ? { colorTemperatureRange: range } : {}),
        ...(hasRgb ? { colorModel: 'rgb' } : {}),
      },
    };
  },
  stateTopics: (config) => (isJson(config) ? jsonTopics(config) : plainTopics(config)),
  messages: (config, next) => (isJson(config) ? jsonMessages(config, next) : plainMessages(config, next)),
};

function isJson(config: AnnouncedConfig): boolean {
  return config.text('schema') === 'json';
}

function abilitiesOf(config: AnnouncedConfig) {
  const modes = config.texts('supported_color_modes');
  const isPlainSchema = !isJson(config);
  return {
    hasBrightness: isPlainSchema
      ? config.text('brightness_command_topic') !== undefined
      : config.is('brightness') || modes.some((mode) => mode !== 'onoff'),
    hasTemperature: isPlainSchema
      ? config.text('color_temp_command_topic') !== undefined
      : config.is('color_temp') || modes.includes('color_temp'),
    hasRgb: isPlainSchema ? config.text('rgb_command_topic') !== undefined : config.is('rgb') || modes.includes('rgb'),
  };
}

function jsonTopics(config: AnnouncedConfig): StateTopic[] {
  return stateTopic(config.text('state_topic'), (payload) => {
    const told = parseJson(payload);
    if (!isPlain(told)) return undefined;
    const { hasBrightness } = abilitiesOf(config);
    const on = told.state === 'ON' ? true : told.state === 'OFF' ? false : undefined;
    return {
      ...patch('on', on),
      ...(hasBrightness ? patch('brightness', percentOf(told.brightness, config)) : {}),
      ...colourOf(told, config),
    };
  });
}

function colourOf(told: Readonly<Record<string, unknown>>, config: AnnouncedConfig): StatePatch {
  const { hasTemperature, hasRgb } = abilitiesOf(config);
  const { color_mode: mode, color_temp: mireds, color } = told;
  const rgb = isPlain(color) ? rgbOf([color.r, color.g, color.b]) : undefined;
  if (hasRgb && rgb && mode !== 'color_temp') return { color: { spectrumRgb: toSpectrum(rgb) } };
  const isTemperature = hasTemperature && (mode === undefined || mode === 'color_temp');
  return isTemperature && typeof mireds === 'number' ? { color: { temperatureK: reciprocal(mireds) } } : {};
}

function jsonMessages(config: AnnouncedConfig, next: TraitState): CommandMessage[] {
  const { on, brightness } = next;
  const [temperatureK, rgb] = wantedColour(next);
  const wanted = {
    state: on === false ? 'OFF' : 'ON',
    ...(typeof brightness === 'number' ? { brightness: rawOf(brightness, config) } : {}),
    ...(temperatureK === undefined ? {} : { color_temp: reciprocal(temperatureK) }),
    ...(rgb === undefined ? {} : { color: fromSpectrum(rgb) }),
  };
  return message(config.text('command_topic'), JSON.stringify(wanted));
}

function plainTopics(config: AnnouncedConfig): StateTopic[] {
  const brightness = config.template('brightness_value_template');
  const mireds = config.template('color_temp_value_template');
  const colour = config.template('rgb_value_template');
  return [
    ...onOffTopics(config),
    ...stateTopic(config.text('brightness_state_topic'), (payload) =>
      patch('brightness', percentOf(brightness(payload), config)),
    ),
    ...stateTopic(config.text('color_temp_state_topic'), (payload) => {
      const value = Number(mireds(payload));
      return value > 0 ? { color: { temperatureK: reciprocal(value) } } : undefined;
    }),
    ...stateTopic(config.text('rgb_state_topic'), (payload) => {
      const rgb = rgbOf(String(colour(payload)).split(','));
      return rgb && { color: { spectrumRgb: toSpectrum(rgb) } };
    }),
  ];
}

function plainMessages(config: AnnouncedConfig, next: TraitState): CommandMessage[] {
  const { brightness } = next;
  const [temperatureK, rgb] = wantedColour(next);
  const raw = typeof brightness === 'number' ? rawOf(brightness, config) : undefined;
  const parts = rgb === undefined ? undefined : Object.values(fromSpectrum(rgb)).join(',');
  return [
    ...onOffMessages(config, next),
    ...message(config.text('brightness_command_topic'), raw),
    ...message(
      config.text('color_temp_command_topic'),
      temperatureK === undefined ? undefined : reciprocal(temperatureK),
    ),
    ...message(config.text('rgb_command_topic'), parts),
  ];
}

/** The temperature or else the colour that is asked for. */
function wantedColour({ color }: TraitState): [temperatureK: number | undefined, rgb: number | undefined] {
  if (!isPlain(color)) return [undefined, undefined];
  const { temperatureK, spectrumRgb } = color;
  if (typeof temperatureK === 'number') return [temperatureK, undefined];
  return [undefined, typeof spectrumRgb === 'number' ? spectrumRgb : undefined];
}

function percentOf(raw: unknown, config: AnnouncedConfig): number | undefined {
  const value = Number(raw);
  if (raw === undefined || raw === null || !Number.isFinite(value)) return undefined;
  return Math.min(100, Math.max(0, Math.round((value / config.number('brightness_scale', 255)) * 100)));
}

function rawOf(percent: number, config: AnnouncedConfig): number {
  return Math.round((percent / 100) * config.number('brightness_scale', 255));
}
