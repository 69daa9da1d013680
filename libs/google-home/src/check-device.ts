import { TRAITS } from './catalog.js';
import { DEVICE_TYPES } from './device-types.js';
import type { Attributes, Trait } from './trait.js';

/** What a device says it is. */
export interface DeviceDescription {
  readonly type: string;
  readonly traits: readonly string[];
  readonly attributes: Attributes;
}

/** What is wrong with a device, by field; `{}` when it may be shown to Google. */
export function checkDevice(device: DeviceDescription): Record<string, string[]> {
  const problems = {
    type: DEVICE_TYPES.has(device.type) ? [] : [`${device.type} is not a device type of Google's.`],
    traits: problemsOfTraits(device),
    attributes: problemsOfAttributes(device),
  };
  return Object.fromEntries(Object.entries(problems).filter(([, found]) => found.length > 0));
}

/** The traits of a device that are known. */
export function traitsOf(names: readonly string[]): Trait[] {
  return names.flatMap((name) => TRAITS.get(name) ?? []);
}

function problemsOfTraits({ type, traits }: DeviceDescription): string[] {
  const missing = (DEVICE_TYPES.get(type)?.required ?? []).filter((trait) => !traits.includes(trait));
  return [
    ...(traits.length === 0 ? ['A device has at least one trait.'] : []),
    ...traits.filter((trait) => !TRAITS.has(trait)).map((trait) => `${trait} is not a trait of Google's.`),
    ...traits.filter((trait, at) => traits.indexOf(trait) !== at).map((trait) => `${trait} is named twice.`),
    ...missing.map((trait) => `${type} needs ${trait}.`),
  ];
}

function problemsOfAttributes({ traits, attributes }: DeviceDescription): string[] {
  const known = traitsOf(traits);
  const keys = new Set(known.flatMap(({ attributeKeys }) => attributeKeys));
  return [
    ...known.flatMap((trait) => {
      const problem = trait.checkAttributes(attributes);
      return problem === undefined ? [] : [`${trait.name}: ${problem}`];
    }),
    ...Object.keys(attributes)
      .filter((key) => !keys.has(key))
      .map((key) => `${key} belongs to none of the traits.`),
  ];
}
