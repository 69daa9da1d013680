import { traitsOf, type Attributes, type TraitState } from '@atrium/google-home';

/** As much of a device as its report is made of. */
export interface ReportableDevice {
  readonly traits: readonly string[];
  readonly attributes: Attributes;
  readonly isOnline: boolean;
  readonly state: TraitState;
}

/** What Google is told of a device: the whole state of every trait that has one, or that it is not there. */
export function reportOf({ traits, attributes, isOnline, state }: ReportableDevice): TraitState {
  if (!isOnline) return { online: false };
  const keys = tellingTraits(traits, attributes).flatMap(({ stateKeys }) => stateKeys);
  const told = keys.filter((key) => state[key] !== undefined).map((key) => [key, state[key]] as const);
  return { ...Object.fromEntries(told), online: true };
}

/** What is wrong with a state by Google's schemas; undefined when nothing is. One wrong state would spoil a batch. */
export function faultOfReport({ traits, attributes, isOnline, state }: ReportableDevice): string | undefined {
  if (!isOnline) return undefined;
  for (const trait of tellingTraits(traits, attributes)) {
    const fault = trait.checkState(state, attributes);
    if (fault !== undefined) return `${trait.name}: ${fault}`;
  }
  return undefined;
}

function tellingTraits(names: readonly string[], attributes: Attributes) {
  return traitsOf(names).filter((trait) => !trait.isCommandOnly(attributes));
}
