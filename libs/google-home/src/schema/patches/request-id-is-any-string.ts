import { within } from '../within.js';
import { REQUESTS, RESPONSES } from './intent-files.js';
import type { SchemaPatch } from './patch.js';

export const requestIdIsAnyString: SchemaPatch = {
  reason:
    'The schemas want a UUID, but Google also sends long decimal numbers, such as "854396028075340323", and wants them ' +
    'back as they are (home-assistant/core#21814).',
  files: [...REQUESTS, ...RESPONSES],
  apply(schema) {
    delete within(schema, 'properties', 'requestId').format;
  },
};
