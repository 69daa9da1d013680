import { INTENTS, type Intent } from './messages.js';
import { readSchema, type JsonSchema } from './schema/schema-file.js';
import { validatorBy, validatorOf, type Validator } from './schema/validator.js';

type Direction = 'request' | 'response';

const REQUESTS = perIntent((intent) => validatorOf(pathOf(intent, 'request')));
const RESPONSES = perIntent((intent) => validatorOf(pathOf(intent, 'response')));
const LIVE_REQUESTS = perIntent((intent) => validatorBy(() => opened(readSchema(pathOf(intent, 'request')))));

/** Validates a request as strictly as Google's schemas; for who plays Google. */
export function checkRequest(intent: Intent, message: unknown): string | undefined {
  return REQUESTS[intent](message);
}

/** Validates a request of Google's, which sends more fields than its schemas know. */
export function checkLiveRequest(intent: Intent, message: unknown): string | undefined {
  return LIVE_REQUESTS[intent](message);
}

/** Validates an answer. */
export function checkResponse(intent: Intent, message: unknown): string | undefined {
  return RESPONSES[intent](message);
}

function perIntent(build: (intent: Intent) => Validator): Record<Intent, Validator> {
  return Object.fromEntries(INTENTS.map((intent) => [intent, build(intent)])) as Record<Intent, Validator>;
}

function pathOf(intent: Intent, direction: Direction): string {
  const name = intent.toLowerCase();
  return `intents/${name}/${name}.${direction}.schema.json`;
}

/** The schema without any ban on properties that it does not know. */
function opened(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key === 'additionalProperties' && value === false ? undefined : value,
  ) as JsonSchema;
}
