import { within } from '../within.js';
import type { SchemaPatch } from './patch.js';

export const brightnessGoesBothWays: SchemaPatch = {
  reason: 'Dimming by -20 percent is sent too; the schema begins at 0, unlike those of all other relative commands.',
  files: ['traits/brightness/brightnessrelative.params.schema.json'],
  apply(schema) {
    within(schema, 'oneOf', 0, 'properties', 'brightnessRelativePercent').minimum = -100;
  },
};
