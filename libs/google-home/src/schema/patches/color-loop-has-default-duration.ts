import { within } from '../within.js';
import type { SchemaPatch } from './patch.js';

export const colorLoopHasDefaultDuration: SchemaPatch = {
  reason:
    'The documentation has `defaultColorLoopDuration` beside the durations of the other effects ' +
    '(developers.home.google.com/cloud-to-cloud/traits/lighteffects).',
  files: ['traits/lighteffects/lighteffects.attributes.schema.json'],
  apply(schema) {
    within(schema, 'properties').defaultColorLoopDuration = { type: 'integer', minimum: 300, maximum: 3600 };
  },
};
