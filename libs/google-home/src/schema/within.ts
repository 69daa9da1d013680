import type { JsonSchema } from './schema-file.js';

/** The schema below another, by the keys on the way. Throws when it is not there, so that no patch misses silently. */
export function within(schema: JsonSchema, ...path: (string | number)[]): JsonSchema {
  return path.reduce<JsonSchema>((found, key) => {
    const next = found[key];
    if (typeof next !== 'object' || next === null) {
      throw new Error(`The schema has no ${path.join('/')}`);
    }
    return next as JsonSchema;
  }, schema);
}
