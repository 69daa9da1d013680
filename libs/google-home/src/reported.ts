import { COMMANDS } from './catalog.js';
import { traitsOf } from './check-device.js';
import type { Attributes, Trait, TraitState } from './trait.js';

interface Reporting {
  readonly traits: readonly string[];
  readonly attributes: Attributes;
  readonly state: TraitState;
}

/**
 * The part of a device's state that Google is told: that of the traits which can tell it. What drivers keep besides,
 * such as passwords and addresses of streams, is left out.
 */
export function reportedState({ traits, attributes, state }: Reporting): TraitState {
  const keys = tellingTraits(traits, attributes).flatMap(({ stateKeys }) => stateKeys);
  return pick(keys, state);
}

/** Of what a device said after these commands: the state that Google is told, and what the commands asked for. */
export function answeredStates(
  { traits, attributes }: Omit<Reporting, 'state'>,
  commands: readonly string[],
  states: TraitState,
): TraitState {
  const asked = commands.flatMap((name) => COMMANDS.get(name)?.command.resultKeys ?? []);
  return { ...reportedState({ traits, attributes, state: states }), ...pick(asked, states) };
}

/** What is wrong with the state that a device would report, or undefined. */
export function checkReportedState({ traits, attributes, state }: Reporting): string | undefined {
  const problems = tellingTraits(traits, attributes).flatMap((trait) => {
    const problem = trait.checkState(state, attributes);
    return problem === undefined ? [] : [`${trait.name}: ${problem}`];
  });
  return problems.length === 0 ? undefined : problems.join('; ');
}

/** A valid first state of a device with these traits. */
export function initialStateOf(traits: readonly string[], attributes: Attributes): TraitState {
  return Object.assign({}, ...traitsOf(traits).map((trait) => trait.initialState(attributes))) as TraitState;
}

/**
 * The attributes of a device as SYNC tells them. Where a trait has both a `commandOnly…` and a `queryOnly…`, both are
 * told as soon as one is: Google's schemas take a missing one for contradicting.
 */
export function syncAttributes(traits: readonly string[], attributes: Attributes): Attributes {
  const flags = traitsOf(traits).flatMap(({ attributeKeys }) => {
    const pair = attributeKeys.filter((key) => /^(commandOnly|queryOnly)/.test(key));
    return pair.some((key) => key in attributes) ? pair.map((key) => [key, false] as const) : [];
  });
  return { ...Object.fromEntries(flags), ...attributes };
}

function tellingTraits(traits: readonly string[], attributes: Attributes): Trait[] {
  return traitsOf(traits).filter((trait) => !trait.isCommandOnly(attributes));
}

function pick(keys: readonly string[], state: TraitState): TraitState {
  return Object.fromEntries(keys.filter((key) => state[key] !== undefined).map((key) => [key, state[key]]));
}
