import { command, defineTrait } from '../define-trait.js';
import { CommandRefused, type Attributes, type CommandContext, type TraitState } from '../trait.js';

interface RotationAttributes {
  readonly supportsDegrees: boolean;
  readonly supportsPercent: boolean;
  readonly rotationDegreesRange?: { readonly rotationDegreesMin: number; readonly rotationDegreesMax: number };
}

interface Params {
  readonly rotationDegrees?: number;
  readonly rotationPercent?: number;
}

const FULL = 100;

/** A device that turns, such as the slats of a blind, by degrees, by percent of its range, or by both. */
export const rotation = defineTrait({
  name: 'Rotation',
  checkAttributes: (attributes) => {
    const { min, max } = read(attributes);
    return min > max ? 'rotationDegreesMin is above rotationDegreesMax' : undefined;
  },
  initialState: (attributes) => {
    const { min, hasDegrees, hasPercent } = read(attributes);
    return { ...(hasDegrees ? { rotationDegrees: min } : {}), ...(hasPercent ? { rotationPercent: 0 } : {}) };
  },
  commands: [command({ name: 'RotateAbsolute', takesTime: true, reduce: rotate })],
});

function read(attributes: Attributes) {
  const { supportsDegrees, supportsPercent, rotationDegreesRange } = attributes as unknown as RotationAttributes;
  return {
    hasDegrees: supportsDegrees,
    hasPercent: supportsPercent,
    min: rotationDegreesRange?.rotationDegreesMin ?? 0,
    max: rotationDegreesRange?.rotationDegreesMax ?? 360,
  };
}

function rotate({ rotationDegrees, rotationPercent }: Params, { attributes }: CommandContext): TraitState {
  const { hasDegrees, hasPercent, min, max } = read(attributes);
  if (rotationDegrees === undefined ? !hasPercent : !hasDegrees) {
    throw new CommandRefused('functionNotSupported');
  }
  const degrees = rotationDegrees ?? min + ((rotationPercent ?? 0) / FULL) * (max - min);
  if (degrees < min || degrees > max) {
    throw new CommandRefused('degreesOutOfRange');
  }
  const percent = rotationPercent ?? (max > min ? ((degrees - min) / (max - min)) * FULL : 0);
  return {
    ...(hasDegrees ? { rotationDegrees: degrees } : {}),
    ...(hasPercent ? { rotationPercent: percent } : {}),
  };
}
