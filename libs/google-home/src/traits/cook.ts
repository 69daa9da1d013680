import { command, defineTrait } from '../define-trait.js';
import { CommandRefused, type CommandContext, type TraitState } from '../trait.js';

interface CookAttributes {
  readonly supportedCookingModes: readonly string[];
  readonly foodPresets?: readonly { readonly food_preset_name: string; readonly supported_units: readonly string[] }[];
}

interface Params {
  readonly start: boolean;
  readonly cookingMode?: string;
  readonly foodPreset?: string;
  readonly quantity?: number;
  readonly unit?: string;
}

const IDLE = {
  currentCookingMode: 'NONE',
  currentFoodPreset: undefined,
  currentFoodQuantity: undefined,
  currentFoodUnit: undefined,
};

/** A device that cooks in modes such as BAKE, with or without presets of food. */
export const cook = defineTrait({
  name: 'Cook',
  initialState: () => ({ currentCookingMode: 'NONE' }),
  commands: [command<Params>({ name: 'Cook', takesTime: true, reduce: begin })],
});

function begin({ start, cookingMode, foodPreset, quantity, unit }: Params, { attributes }: CommandContext): TraitState {
  if (!start) {
    return IDLE;
  }
  const { supportedCookingModes, foodPresets = [] } = attributes as unknown as CookAttributes;
  const mode = cookingMode ?? supportedCookingModes[0];
  if (mode === undefined || !supportedCookingModes.includes(mode)) {
    throw new CommandRefused('notSupported');
  }
  const preset = foodPresets.find(({ food_preset_name }) => food_preset_name === foodPreset);
  if (foodPreset !== undefined && !preset) {
    throw new CommandRefused('unknownFoodPreset');
  }
  if (preset && unit !== undefined && !preset.supported_units.includes(unit)) {
    throw new CommandRefused('notSupported');
  }
  return {
    currentCookingMode: mode,
    currentFoodPreset: foodPreset,
    currentFoodQuantity: quantity,
    currentFoodUnit: unit,
  };
}
