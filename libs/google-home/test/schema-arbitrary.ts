import fc, { type Arbitrary } from 'fast-check';

import type { JsonSchema } from '../src/schema/schema-file.js';

/** Few, so that what commands name is often there. */
const WORDS = ['low', 'high', 'eco'];

/**
 * Values that a JSON schema of draft 07 allows, as far as Google's schemas go. What `if`, `not` and overlapping
 * alternatives forbid may be among them.
 */
export function arbitraryOf(schema: JsonSchema, root: JsonSchema = schema): Arbitrary<unknown> {
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return arbitraryOf((root.definitions as Record<string, JsonSchema>)[name] ?? {}, root);
  }
  if ('const' in schema) {
    return fc.constant(schema.const);
  }
  if (Array.isArray(schema.enum)) {
    return fc.constantFrom(...(schema.enum as unknown[]));
  }
  const own = arbitraryOfType(schema, root);
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (!alternatives) {
    return own;
  }
  const chosen = fc.oneof(...alternatives.map((one) => arbitraryOf({ type: schema.type ?? 'object', ...one }, root)));
  return schema.properties || schema.type === undefined ? both(own, chosen) : chosen;
}

function both(own: Arbitrary<unknown>, chosen: Arbitrary<unknown>): Arbitrary<unknown> {
  return fc.tuple(own, chosen).map(([one, other]) => (isObject(one) && isObject(other) ? { ...one, ...other } : other));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function arbitraryOfType(schema: JsonSchema, root: JsonSchema): Arbitrary<unknown> {
  const min = schema.minimum as number | undefined;
  const max = (schema.maximum ?? schema.exclusiveMaximum) as number | undefined;
  switch (schema.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: min ?? -50, max: max ?? 400 });
    case 'number':
      return fc.integer({
        min: min ?? -50,
        max: schema.exclusiveMaximum === undefined ? (max ?? 60) : (max ?? 60) - 1,
      });
    case 'string':
      return fc.constantFrom(...WORDS);
    case 'array':
      return fc.array(arbitraryOf(schema.items ?? {}, root), {
        minLength: (schema.minItems as number | undefined) ?? 0,
        maxLength: 3,
      });
    default:
      return arbitraryOfObject(schema, root);
  }
}

function arbitraryOfObject(schema: JsonSchema, root: JsonSchema): Arbitrary<unknown> {
  const properties = Object.entries(schema.properties ?? {}).map(
    ([key, one]) => [key, arbitraryOf(one, root)] as const,
  );
  const record = fc.record(Object.fromEntries(properties), {
    requiredKeys: schema.required?.filter((key) => key in (schema.properties ?? {})) ?? [],
  });
  return typeof schema.additionalProperties === 'object'
    ? both(
        record,
        fc.dictionary(fc.constantFrom(...WORDS), arbitraryOf(schema.additionalProperties, root), {
          minKeys: 1,
          maxKeys: 2,
        }),
      )
    : record;
}
