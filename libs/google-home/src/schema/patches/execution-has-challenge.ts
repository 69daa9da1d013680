import { within } from '../within.js';
import type { SchemaPatch } from './patch.js';

export const executionHasChallenge: SchemaPatch = {
  reason:
    'The answer to a challenge comes beside the command ' +
    '(developers.home.google.com/cloud-to-cloud/enhancements/secondary-user-verification).',
  files: ['intents/execute/execute.request.schema.json'],
  apply(schema) {
    const commands = within(schema, 'properties', 'inputs', 'items', 'properties', 'payload', 'properties', 'commands');
    within(commands, 'items', 'properties', 'execution', 'items', 'properties').challenge = {
      type: 'object',
      properties: { ack: { type: 'boolean' }, pin: { type: 'string' } },
    };
  },
};
