import { command, defineTrait } from '../define-trait.js';
import { CommandRefused, type CommandContext, type TraitState } from '../trait.js';

interface Amount {
  readonly amount: number;
  readonly unit: string;
}

interface DispenseAttributes {
  readonly supportedDispenseItems?: readonly Item[];
  readonly supportedDispensePresets?: readonly { readonly preset_name: string }[];
}

interface Item {
  readonly item_name: string;
  readonly supported_units: readonly string[];
  readonly default_portion: Amount;
}

interface ItemState {
  readonly itemName?: string;
  readonly amountRemaining?: Partial<Amount>;
  readonly amountLastDispensed?: Partial<Amount>;
  readonly isCurrentlyDispensing?: boolean;
}

interface Params extends Partial<Amount> {
  readonly item?: string;
  readonly presetName?: string;
}

/** A device that gives out portions, such as a feeder or a tap. */
export const dispense = defineTrait({
  name: 'Dispense',
  initialState: (attributes) => ({
    dispenseItems: itemsOf(attributes).map(({ item_name }) => ({ itemName: item_name, isCurrentlyDispensing: false })),
  }),
  commands: [command({ name: 'Dispense', takesTime: true, reduce: give })],
});

function itemsOf({ supportedDispenseItems = [] }: DispenseAttributes): readonly Item[] {
  return supportedDispenseItems;
}

function give({ presetName, item, amount, unit }: Params, { attributes, state }: CommandContext): TraitState {
  if (presetName !== undefined) {
    return givePreset(presetName, attributes);
  }
  const wanted = findItem(itemsOf(attributes), item);
  const portion = amount === undefined || unit === undefined ? wanted.default_portion : { amount, unit };
  const known = (state.dispenseItems ?? []) as readonly ItemState[];
  const before = known.find(({ itemName }) => itemName === wanted.item_name) ?? { itemName: wanted.item_name };
  const others = known.filter(({ itemName }) => itemName !== wanted.item_name);
  return { dispenseItems: [...others, afterGiving(portion, wanted, before)] };
}

function givePreset(presetName: string, { supportedDispensePresets = [] }: DispenseAttributes): TraitState {
  if (!supportedDispensePresets.some(({ preset_name }) => preset_name === presetName)) {
    throw new CommandRefused('notSupported');
  }
  return {};
}

function findItem(items: readonly Item[], name: string | undefined): Item {
  const found = name === undefined && items.length === 1 ? items[0] : items.find(({ item_name }) => item_name === name);
  if (!found) {
    throw new CommandRefused(name === undefined ? 'genericDispenseNotSupported' : 'notSupported');
  }
  return found;
}

function afterGiving(portion: Amount, { supported_units, default_portion }: Item, before: ItemState): ItemState {
  if (before.isCurrentlyDispensing) {
    throw new CommandRefused('deviceCurrentlyDispensing');
  }
  if (!supported_units.includes(portion.unit) && portion.unit !== default_portion.unit) {
    throw new CommandRefused('dispenseUnitNotSupported');
  }
  if (portion.amount <= 0) {
    throw new CommandRefused('dispenseAmountBelowLimit');
  }
  const { amount: left, unit } = before.amountRemaining ?? {};
  if (left === undefined || unit !== portion.unit) {
    return { ...before, amountLastDispensed: portion };
  }
  if (left < portion.amount) {
    throw new CommandRefused('dispenseAmountRemainingExceeded');
  }
  return { ...before, amountRemaining: { amount: left - portion.amount, unit }, amountLastDispensed: portion };
}
