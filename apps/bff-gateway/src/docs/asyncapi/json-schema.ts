/** A piece of JSON Schema (draft-07, as AsyncAPI 3 has it by default). */
export type JsonSchema = Readonly<Record<string, unknown>>;

export const text: JsonSchema = { type: 'string' };
export const flag: JsonSchema = { type: 'boolean' };
export const count: JsonSchema = { type: 'integer', minimum: 0 };
export const id: JsonSchema = { type: 'integer', minimum: 1 };
export const uuid: JsonSchema = { type: 'string', format: 'uuid' };
export const email: JsonSchema = {
  type: 'string',
  description: 'An e-mail address; empty for an account that is gone',
};
export const instant: JsonSchema = { type: 'string', format: 'date-time' };
export const seedTime: JsonSchema = {
  type: 'string',
  pattern: String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$`,
  description: 'UTC without an offset, to the second',
};

export function oneOf(...values: readonly string[]): JsonSchema {
  return { type: 'string', enum: values };
}

export function nullable(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: 'null' }] };
}

export function listOf(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

/** An object; a field whose name ends in `?` may be missing. Further fields may come and are to be ignored. */
export function object(fields: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const names = Object.keys(fields);
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name.replace(/\?$/, ''), fields[name]])),
    required: names.filter((name) => !name.endsWith('?')),
  };
}
