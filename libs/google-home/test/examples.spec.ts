import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import {
  checkDevice,
  checkReportedState,
  COMMANDS,
  DEVICE_TYPES,
  syncAttributes,
  TRAITS,
  type Attributes,
  type TraitState,
} from '../src/index.js';
import { PATCHES } from '../src/schema/patches/index.js';
import { readOfficialSchema, readSchema } from '../src/schema/schema-file.js';
import { validatorOf } from '../src/schema/validator.js';

interface Example {
  readonly name: string;
  readonly type: string;
  readonly traits: readonly string[];
  readonly attributes: Attributes | null;
  readonly states: TraitState | null;
  readonly commands: Record<string, { params?: object | null }>;
}

const FOLDER = join(import.meta.dirname, '../schema');
const SCHEMAS = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.schema.json'),
);
const WITH_EXAMPLES = SCHEMAS.filter((path) => Array.isArray(readOfficialSchema(path).examples));
/** Google's examples of devices, from the index of its schemas. */
const DEVICES = JSON.parse(readFileSync(join(import.meta.dirname, 'device-examples.json'), 'utf8')) as Example[];

describe('Google’s schemas', () => {
  it.each(SCHEMAS)('%s compiles', (path) => {
    expect(() => validatorOf(path)({})).not.toThrow();
  });

  it.each(WITH_EXAMPLES)('%s allows its own examples', (path) => {
    for (const { $comment: _, ...example } of readOfficialSchema(path).examples as Record<string, unknown>[]) {
      expect(validatorOf(path)(example)).toBeUndefined();
    }
  });
});

describe('Google’s examples of devices', () => {
  it.each(DEVICES)('$type: $name', ({ type, traits, commands, ...example }) => {
    const attributes = example.attributes ?? {};
    expect(checkDevice({ type, traits, attributes })).toEqual({});
    expect(checkReportedState({ traits, attributes, state: example.states ?? {} })).toBeUndefined();
    for (const [name, { params }] of Object.entries(commands)) {
      expect([name, COMMANDS.get(name)?.command.check(params ?? {})]).toEqual([name, undefined]);
    }
  });

  it('are of every type', () => {
    expect(new Set(DEVICES.map(({ type }) => type))).toEqual(new Set(DEVICE_TYPES.keys()));
  });
});

it('types need traits that exist', () => {
  const required = [...DEVICE_TYPES.values()].flatMap((type) => type.required);
  expect(required.filter((trait) => !TRAITS.has(trait))).toEqual([]);
});

it('the types are those of the schemas', () => {
  const { enum: official } = readOfficialSchema('platform/types.schema.json') as { enum: string[] };
  expect([...DEVICE_TYPES.keys()].sort()).toEqual(official.sort());
});

it.each(PATCHES)('a patch says why, and changes every schema that it names: $reason', ({ reason, files }) => {
  expect(reason.length).toBeGreaterThan(40);
  for (const file of files) {
    expect(readSchema(file)).not.toEqual(readOfficialSchema(file));
  }
});

it('SYNC tells both flags as soon as one is told', () => {
  const traits = ['action.devices.traits.OnOff', 'action.devices.traits.Brightness'];
  expect(syncAttributes(traits, { commandOnlyOnOff: true })).toEqual({ commandOnlyOnOff: true, queryOnlyOnOff: false });
  expect(syncAttributes(traits, {})).toEqual({});
});
