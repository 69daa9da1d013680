import { command, defineTrait } from '../define-trait.js';
import { CommandRefused, type Attributes, type TraitState } from '../trait.js';

interface ColorAttributes {
  readonly colorModel?: 'rgb' | 'hsv';
  readonly colorTemperatureRange?: { readonly temperatureMinK: number; readonly temperatureMaxK: number };
}

interface Color {
  readonly temperature?: number;
  readonly spectrumRGB?: number;
  readonly spectrumHSV?: { readonly hue?: number; readonly saturation?: number; readonly value?: number };
}

const WHITE = 0xffffff;

/** A light with colours or shades of white. Commands and states spell the keys differently. */
export const colorSetting = defineTrait({
  name: 'ColorSetting',
  checkAttributes(attributes) {
    const { colorTemperatureRange: range } = attributes as ColorAttributes;
    return range && range.temperatureMinK > range.temperatureMaxK
      ? 'temperatureMinK is above temperatureMaxK'
      : undefined;
  },
  initialState: (attributes) => ({ color: initialColor(attributes) }),
  commands: [
    command<{ color: Color }>({
      name: 'ColorAbsolute',
      reduce: ({ color }, { attributes }) => ({ color: toState(color, attributes) }),
    }),
  ],
});

function initialColor({ colorModel, colorTemperatureRange }: ColorAttributes): TraitState {
  if (colorTemperatureRange) {
    return { temperatureK: colorTemperatureRange.temperatureMinK };
  }
  return colorModel === 'hsv' ? { spectrumHsv: { hue: 0, saturation: 0, value: 1 } } : { spectrumRgb: WHITE };
}

function toState(
  { temperature, spectrumRGB, spectrumHSV }: Color,
  { colorModel, colorTemperatureRange: range }: ColorAttributes & Attributes,
): TraitState {
  if (temperature !== undefined) {
    assert(range !== undefined, 'functionNotSupported');
    assert(temperature >= range.temperatureMinK && temperature <= range.temperatureMaxK, 'valueOutOfRange');
    return { temperatureK: temperature };
  }
  if (spectrumRGB !== undefined) {
    assert(colorModel === 'rgb', 'functionNotSupported');
    assert(spectrumRGB >= 0 && spectrumRGB <= WHITE, 'valueOutOfRange');
    return { spectrumRgb: spectrumRGB };
  }
  assert(colorModel === 'hsv', 'functionNotSupported');
  return { spectrumHsv: { hue: 0, saturation: 0, value: 1, ...spectrumHSV } };
}

function assert(condition: boolean, errorCode: string): asserts condition {
  if (!condition) {
    throw new CommandRefused(errorCode);
  }
}
