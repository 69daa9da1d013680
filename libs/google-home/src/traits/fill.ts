import { command, defineTrait } from '../define-trait.js';
import { CommandRefused, type Attributes, type CommandContext, type TraitState } from '../trait.js';

interface FillLevels {
  readonly levels: readonly { readonly level_name: string }[];
  readonly supportsFillPercent?: boolean;
}

interface Params {
  readonly fill: boolean;
  readonly fillLevel?: string;
  readonly fillPercent?: number;
}

const FULL = 100;

/** A device that can be filled, such as a bathtub, to a named level or by percent. */
export const fill = defineTrait({
  name: 'Fill',
  initialState: (attributes) => levelAndPercent(false, {}, levelsOf(attributes)),
  commands: [command({ name: 'Fill', takesTime: true, reduce: fillOrDrain })],
});

function levelsOf(attributes: Attributes): FillLevels {
  return (attributes as { availableFillLevels?: FillLevels }).availableFillLevels ?? { levels: [] };
}

function fillOrDrain({ fill: isFilled, ...wanted }: Params, { attributes }: CommandContext): TraitState {
  const available = levelsOf(attributes);
  if (wanted.fillPercent !== undefined && !available.supportsFillPercent) {
    throw new CommandRefused('functionNotSupported');
  }
  if (wanted.fillLevel !== undefined && !available.levels.some(({ level_name }) => level_name === wanted.fillLevel)) {
    throw new CommandRefused('notSupported');
  }
  return levelAndPercent(isFilled, wanted, available);
}

function levelAndPercent(
  isFilled: boolean,
  { fillLevel, fillPercent }: Omit<Params, 'fill'>,
  { levels, supportsFillPercent }: FillLevels,
): TraitState {
  const level = fillLevel ?? levels.at(isFilled ? -1 : 0)?.level_name;
  return {
    isFilled,
    ...(level === undefined ? {} : { currentFillLevel: level }),
    ...(supportsFillPercent ? { currentFillPercent: fillPercent ?? (isFilled ? FULL : 0) } : {}),
  };
}
