import { within } from '../within.js';
import type { SchemaPatch } from './patch.js';

export const deviceMayBeMatter: SchemaPatch = {
  reason:
    'A device that is paired over Matter too says who it is there, so that Google does not show it twice; the schemas are ' +
    'older than Matter.',
  files: ['intents/sync/sync.response.schema.json'],
  apply(schema) {
    const device = within(schema, 'properties', 'payload', 'properties', 'devices', 'items', 'properties');
    for (const name of ['matterUniqueId', 'matterOriginalVendorId', 'matterOriginalProductId']) {
      device[name] = { type: 'string' };
    }
  },
};
