import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  CommandRefused,
  COMMANDS,
  isErrorCode,
  mergeState,
  reduceCommand,
  reportedState,
  TRAITS,
} from '../src/index.js';
import { hasSchema, readOfficialSchema, readSchema } from '../src/schema/schema-file.js';
import { validatorOf } from '../src/schema/validator.js';
import type { Attributes, Trait, TraitCommand, TraitState } from '../src/trait.js';
import { arbitraryOf } from './schema-arbitrary.js';

const NOW = new Date('2026-03-01T12:00:00Z');

function pathOf(trait: Trait, file: string): string {
  const folder = trait.name.split('.').at(-1)?.toLowerCase() ?? '';
  return `traits/${folder}/${file}.schema.json`;
}

function lastOf(name: string): string {
  return name.split('.').at(-1)?.toLowerCase() ?? '';
}

function arbitraryAt<T>(path: string, isFine: (value: T) => boolean): fc.Arbitrary<T> {
  const values = hasSchema(path) ? arbitraryOf(readSchema(path)) : fc.constant({});
  return (values as fc.Arbitrary<T>).filter(isFine);
}

/** A trait with random attributes, a random state and a random series of its commands. */
function arbitraryRunOf(trait: Trait) {
  const name = lastOf(trait.name);
  const attributes = arbitraryAt<Attributes>(
    pathOf(trait, `${name}.attributes`),
    (value) => trait.checkAttributes(value) === undefined,
  );
  const commands = trait.commands.map((command) =>
    arbitraryAt<unknown>(
      pathOf(trait, `${lastOf(command.name)}.params`),
      (params) => command.check(params) === undefined,
    ).map((params) => ({ command, params })),
  );
  return fc.record({
    attributes,
    state: fc.option(
      arbitraryAt<TraitState>(pathOf(trait, `${name}.states`), (state) => trait.checkState(state) === undefined),
    ),
    steps: commands.length === 0 ? fc.constant([]) : fc.array(fc.oneof(...commands), { maxLength: 6 }),
  });
}

function reduce(trait: Trait, command: TraitCommand, params: unknown, attributes: Attributes, state: TraitState) {
  try {
    return reduceCommand(command.name, params, [trait.name], { attributes, state, now: NOW });
  } catch (error) {
    if (error instanceof CommandRefused) {
      return error;
    }
    throw error;
  }
}

describe.each([...TRAITS.values()])('$name', (trait) => {
  const states = pathOf(trait, `${lastOf(trait.name)}.states`);
  const validate = hasSchema(states) ? validatorOf(states) : () => undefined;

  it('begins in a state that Google’s schema allows, and stays in such states whatever it is told', () => {
    fc.assert(
      fc.property(arbitraryRunOf(trait), ({ attributes, state: given, steps }) => {
        const first = trait.initialState(attributes);
        expect(trait.checkState(first, attributes)).toBeUndefined();
        expect(validate(first)).toBeUndefined();
        let state = given === null || trait.checkState(given, attributes) !== undefined ? first : given;
        for (const { command, params } of steps) {
          const effect = reduce(trait, command, params, attributes, state);
          if (effect instanceof CommandRefused) {
            expect([effect.errorCode, isErrorCode(effect.errorCode)]).toEqual([effect.errorCode, true]);
            continue;
          }
          state = mergeState(state, effect.patch);
          expect(validate(state)).toBeUndefined();
          expect(trait.checkState(state, attributes)).toBeUndefined();
          expect(Object.keys(effect.patch).filter((key) => !trait.stateKeys.includes(key))).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('tells nothing when it takes commands only', () => {
    const name = trait.name.split('.').at(-1) ?? '';
    fc.assert(
      fc.property(arbitraryRunOf(trait), ({ attributes }) => {
        const state = trait.initialState(attributes);
        const told = reportedState({
          traits: [trait.name],
          attributes: { ...attributes, [`commandOnly${name}`]: true },
          state,
        });
        expect(told).toEqual({});
      }),
      { numRuns: 20 },
    );
  });
});

it.each([...COMMANDS.values()].map(({ command }) => command))('$name takes only what its schema says', (command) => {
  expect(command.check(7)).toBeDefined();
  expect(command.check({ surprise: 1 })).toBeDefined();
});

it('there are all traits and commands of the schemas, and OccupancySensing', () => {
  const official = (kind: string) => (readOfficialSchema(`platform/${kind}.schema.json`) as { enum: string[] }).enum;
  expect([...TRAITS.keys()].sort()).toEqual([...official('traits'), 'action.devices.traits.OccupancySensing'].sort());
  expect([...COMMANDS.keys()].sort()).toEqual(official('commands').sort());
});
