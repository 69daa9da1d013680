import * as contracts from '@atrium/contracts';
import type { EventContract } from '@atrium/contracts';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { targetConstructorToSchema, validationMetadatasToSchemas } from 'class-validator-jsonschema';

import type { JsonSchema } from './json-schema.js';

const SCHEMAS = '#/components/schemas/';
const OPTIONS = { classTransformerMetadataStorage: defaultMetadataStorage, refPointerPrefix: SCHEMAS };

/** A fact that one service tells the others. */
export interface EventDescription {
  /** Without the key that ends the published subject. */
  readonly subject: string;
  /** What its consumers check. */
  readonly payload: JsonSchema;
}

/** Every event of the suite. */
export function describeEvents(): EventDescription[] {
  return Object.values(contracts as Record<string, unknown>)
    .filter(isEvent)
    .map(({ subject, payload }) => ({ subject, payload: targetConstructorToSchema(payload, OPTIONS) as JsonSchema }))
    .toSorted((one, other) => one.subject.localeCompare(other.subject));
}

/** The schemas that these events refer to, by name. */
export function schemasWithin(events: readonly EventDescription[]): JsonSchema {
  const all = validationMetadatasToSchemas(OPTIONS) as Record<string, JsonSchema>;
  const found = new Map<string, JsonSchema>();
  const search = (within: unknown): void => {
    for (const [, name = ''] of JSON.stringify(within).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)) {
      const schema = all[name];
      if (!schema || found.has(name)) continue;
      found.set(name, schema);
      search(schema);
    }
  };
  search(events);
  return Object.fromEntries(found);
}

function isEvent(value: unknown): value is EventContract<object> {
  return typeof value === 'object' && value !== null && 'subject' in value && 'payload' in value;
}
