import type { Family } from './family.js';
import { person } from './route.js';

/** Who of a workspace is there. */
export const presence: Family = {
  name: 'presence',
  errors: 'problem',
  unknownFields: 'refused',
  routes: [
    person('GET /api/workspaces/:id/presence', {
      params: { id: '{workspace}' },
      query: { limit: 10 },
      scope: 'workspaces:read',
    }),
  ],
};
