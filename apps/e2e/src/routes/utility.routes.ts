import type { Family } from './family.js';
import { open } from './route.js';

export const monitoring: Family = {
  name: 'monitoring',
  errors: 'detail',
  unknownFields: 'dropped',
  // Monitoring shows a service token; the tokens of people are none.
  routes: [open('GET /api/status', { ok: 401 })],
};

export const utility: Family = {
  name: 'utility',
  errors: 'problem',
  unknownFields: 'refused',
  routes: [
    open('GET /', { ok: 302 }),
    open('GET /home'),
    open('GET /health'),
    open('GET /health/live'),
    open('GET /health/ready'),
    open('GET /api/csrf-token'),
    open('GET /api/docs'),
    open('GET /api/openapi.json'),
    open('GET /api/asyncapi.json'),
  ],
};
