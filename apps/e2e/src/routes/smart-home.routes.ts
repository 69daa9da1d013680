import type { Family } from './family.js';
import { open, person } from './route.js';

const home = { params: { id: '{home}' } };
const device = { params: { id: '{device}' } };
const lamp = { name: 'Lamp', type: 'action.devices.types.LIGHT', traits: ['action.devices.traits.OnOff'] };
const turnOn = { commands: [{ command: 'action.devices.commands.OnOff', params: { on: true } }] };

export const smartHome: Family = {
  name: 'smart home',
  errors: 'problem',
  unknownFields: 'refused',
  routes: [
    person('GET /api/homes', { query: { limit: 10 } }),
    person('POST /api/homes', { body: { name: 'Home', rooms: ['Kitchen'] } }),
    person('GET /api/homes/:id', home),
    person('PATCH /api/homes/:id', { ...home, body: { name: 'Villa' } }),
    person('DELETE /api/homes/:id', home),
    person('GET /api/homes/:id/members', home),
    person('PUT /api/homes/:id/members/:userId', {
      params: { id: '{home}', userId: '{somebody}' },
      body: { role: 'viewer' },
    }),
    // Nobody but the owner has a part in a home that is new.
    person('DELETE /api/homes/:id/members/:userId', { params: { id: '{home}', userId: '{somebody}' }, ok: 404 }),
    person('GET /api/devices', { query: { limit: 10 }, scope: 'smarthome' }),
    person('POST /api/devices', { body: { ...lamp, homeId: '{home}', driver: 'virtual' } }),
    person('GET /api/devices/:id', { ...device, scope: 'smarthome' }),
    person('PATCH /api/devices/:id', { ...device, body: { name: 'Sun' } }),
    person('DELETE /api/devices/:id', device),
    person('POST /api/devices/:id/secret', { params: { id: '{webhook}' } }),
    person('GET /api/devices/:id/state', { ...device, scope: 'smarthome' }),
    person('POST /api/devices/:id/commands', { ...device, body: turnOn, ok: 200, scope: 'smarthome' }),
    person('GET /api/devices/:id/history', { ...device, query: { limit: 10 }, scope: 'smarthome' }),
    // Only a device can sign; what it says is not read before.
    open('POST /api/devices/:id/reports', { ...device, ok: 401 }),
  ],
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
