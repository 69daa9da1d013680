import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';

import { readSchema, type JsonSchema } from './schema-file.js';

/** Returns undefined when the value is fine, else what is wrong, for people who read logs. */
export type Validator = (value: unknown) => string | undefined;

const MAX_PROBLEMS = 5;

// Some official schemas require properties that another alternative declares, which strict mode calls a mistake.
const ajv = new Ajv({ strict: false, allErrors: true });

/** A validator by Google's (patched) schema at that path, read and compiled when it is first asked. */
export function validatorOf(path: string): Validator {
  return validatorBy(() => readSchema(path));
}

/** A validator by the schema that the function gives, which is called once, when the validator is first asked. */
export function validatorBy(schema: () => JsonSchema): Validator {
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= ajv.compile(schema());
    return validate(value) ? undefined : explain(validate.errors ?? []);
  };
}

function explain(errors: readonly ErrorObject[]): string {
  const problems = errors.map(({ instancePath, message, params }) => {
    const unknown = (params as { additionalProperty?: string }).additionalProperty;
    return `${instancePath || '/'} ${message ?? 'is not valid'}${unknown === undefined ? '' : ` (${unknown})`}`;
  });
  return [...new Set(problems)].slice(0, MAX_PROBLEMS).join('; ');
}
