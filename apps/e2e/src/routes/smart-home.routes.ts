import type { Family } from './family.js';
import { person } from './route.js';

export const smartHome: Family = {
  name: 'smart home',
  errors: 'problem',
  unknownFields: 'refused',
  routes: [person('GET /api/devices', { query: { limit: 10 }, scope: 'smarthome' })],
};
