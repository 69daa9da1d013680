import type { Family } from './family.js';
import { person } from './route.js';

export const smartHome: Family = {
  name: 'smart home',
  errors: 'problem',
  unknownFields: 'refused',
  routes: [person('GET /api/devices', { query: { limit: 10 }, scope: 'smarthome' })],
};

const SYNC = { requestId: 'ff36a3cc-ec34-11e6-b1a0-64510650abcf', inputs: [{ intent: 'action.devices.SYNC' }] };

/** Google's: faults of the body are answered in its own words, and only a 401 tells it that a token is no good. */
export const fulfillment: Family = {
  name: 'smart-home fulfilment',
  errors: 'problem',
  unknownFields: 'dropped',
  routes: [
    person('POST /smarthome/fulfillment', {
      ok: 200,
      client: 401,
      scope: 'smarthome',
      body: SYNC,
      takesAnything: true,
    }),
  ],
};
