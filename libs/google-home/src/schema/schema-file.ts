import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { PATCHES } from './patches/index.js';

/** A JSON schema of draft 07, as far as it is looked into. */
export interface JsonSchema {
  [keyword: string]: unknown;
  type?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  oneOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  allOf?: JsonSchema[];
  then?: JsonSchema;
  else?: JsonSchema;
}

const FOLDER = join(import.meta.dirname, '../../schema');

/** True when there is such a schema, for example `traits/onoff/onoff.states.schema.json`. */
export function hasSchema(path: string): boolean {
  return existsSync(join(FOLDER, path));
}

/** Google's schema as published. */
export function readOfficialSchema(path: string): JsonSchema {
  return JSON.parse(readFileSync(join(FOLDER, path), 'utf8')) as JsonSchema;
}

/** Google's schema with the patches that bring it up to date. */
export function readSchema(path: string): JsonSchema {
  const schema = readOfficialSchema(path);
  for (const patch of PATCHES) {
    if (patch.files.includes(path)) {
      patch.apply(schema);
    }
  }
  return schema;
}

/** The names of the properties that a schema knows at its top, in whichever alternative. */
export function propertiesOf(schema: JsonSchema): string[] {
  const branches = [schema.then, schema.else].filter((branch) => branch !== undefined);
  const alternatives = [schema.oneOf, schema.anyOf, schema.allOf, branches].flatMap((some) => some ?? []);
  return [...new Set([...Object.keys(schema.properties ?? {}), ...alternatives.flatMap(propertiesOf)])];
}
