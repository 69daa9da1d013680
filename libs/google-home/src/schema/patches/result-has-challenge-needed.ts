import { within } from '../within.js';
import type { SchemaPatch } from './patch.js';

export const resultHasChallengeNeeded: SchemaPatch = {
  reason:
    'An answer that asks for a challenge says which beside its `errorCode` ' +
    '(developers.home.google.com/cloud-to-cloud/enhancements/secondary-user-verification).',
  files: ['intents/execute/execute.response.schema.json'],
  apply(schema) {
    const result = within(schema, 'properties', 'payload', 'properties', 'commands', 'items', 'properties');
    result.challengeNeeded = {
      type: 'object',
      properties: { type: { type: 'string', enum: ['ackNeeded', 'pinNeeded', 'challengeFailedPinNeeded'] } },
      required: ['type'],
      additionalProperties: false,
    };
    result.debugString = { type: 'string' };
  },
};
