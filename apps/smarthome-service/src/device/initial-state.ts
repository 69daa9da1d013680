import { TRAITS, type Attributes, type TraitState } from '@atrium/google-home';

/** The state a device begins with: what each of its traits begins with, and what it had of them before. */
export function initialState(
  { traits, attributes }: { readonly traits: readonly string[]; readonly attributes: Attributes },
  before: TraitState = {},
): TraitState {
  const state: Record<string, unknown> = {};
  for (const trait of traits.map((name) => TRAITS.get(name))) {
    if (!trait || trait.isCommandOnly(attributes)) continue;
    const kept = Object.fromEntries(trait.stateKeys.filter((key) => key in before).map((key) => [key, before[key]]));
    const isKept = Object.keys(kept).length > 0 && trait.checkState(kept, attributes) === undefined;
    Object.assign(state, isKept ? kept : trait.initialState(attributes));
  }
  return state;
}
