import type { Family } from './family.js';
import { person, staffOnly } from './route.js';

/** What people see and end of their own, and what staff see of everybody. */
export const ownAccount: Family = {
  name: 'own account',
  errors: 'problem',
  unknownFields: 'refused',
  routes: [
    person('GET /api/sessions'),
    person('DELETE /api/sessions', { isFarewell: true }),
    person('DELETE /api/sessions/:id', { params: { id: '{session}' } }),
    person('GET /api/usage', { query: { limit: 10 } }),
    // Who is not staff sees their own, whoever they ask for.
    person('GET /api/usage', { query: { user: '{owner}' }, stranger: 200 }),
    person('GET /api/usage/daily', { query: { user: '{owner}' }, stranger: 200 }),
    person('GET /api/usage/daily', { query: { from: '2026-01-01', to: '2026-01-02' } }),
    staffOnly('GET /api/audit', { query: { limit: 10 } }),
  ],
};
