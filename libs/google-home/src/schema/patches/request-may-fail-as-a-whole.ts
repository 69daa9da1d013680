import { within } from '../within.js';
import type { SchemaPatch } from './patch.js';

export const requestMayFailAsAWhole: SchemaPatch = {
  reason:
    'An answer that tells an `errorCode` for the whole request has no devices, and may have a `status` ' +
    '(developers.home.google.com/cloud-to-cloud/intents/errors-exceptions).',
  files: ['sync', 'query', 'execute'].map((intent) => `intents/${intent}/${intent}.response.schema.json`),
  apply(schema) {
    const payload = within(schema, 'properties', 'payload');
    const answer = structuredClone(payload);
    const failure = {
      type: 'object',
      properties: {
        errorCode: { type: 'string' },
        status: { type: 'string', enum: ['ERROR'] },
        debugString: { type: 'string' },
      },
      required: ['errorCode'],
      additionalProperties: false,
    };
    within(schema, 'properties').payload = {
      if: { type: 'object', required: ['errorCode'] },
      then: failure,
      else: answer,
    };
  },
};
