import type { TraitState } from './trait.js';

/** The state after a change: the patch wins, and what it says is undefined is gone. */
export function mergeState(state: TraitState, patch: TraitState): TraitState {
  return Object.fromEntries(Object.entries({ ...state, ...patch }).filter(([, value]) => value !== undefined));
}
