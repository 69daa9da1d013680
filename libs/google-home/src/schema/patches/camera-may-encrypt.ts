import { within } from '../within.js';
import type { SchemaPatch } from './patch.js';

export const cameraMayEncrypt: SchemaPatch = {
  reason: 'Google’s own example of a camera has `cameraStreamNeedDrmEncryption`, which the schema does not name.',
  files: ['traits/camerastream/camerastream.attributes.schema.json'],
  apply(schema) {
    within(schema, 'properties').cameraStreamNeedDrmEncryption = { type: 'boolean' };
  },
};
