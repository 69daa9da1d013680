import { within } from '../within.js';
import { REQUESTS } from './intent-files.js';
import type { SchemaPatch } from './patch.js';

export const inputHasContext: SchemaPatch = {
  reason:
    'Google sends the country and language of the home as `context` beside `intent` ' +
    '(mikejac/node-red-contrib-google-smarthome#44).',
  files: REQUESTS,
  apply(schema) {
    within(schema, 'properties', 'inputs', 'items', 'properties').context = { type: 'object' };
  },
};
