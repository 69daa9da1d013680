import type { Family } from './family.js';
import { open, person } from './route.js';

const NEW_USER = { username: '{unique}', email: '{unique}@example.com' };
const BAD_TOKEN = { expired: 401, forged: 401, unsigned: 401, deactivated: 401 };

/** Users as Django REST framework has them: staff have everybody, anybody else has themselves. */
export const users: Family = {
  name: 'users',
  errors: 'detail',
  unknownFields: 'dropped',
  routes: [
    person('GET /api/users'),
    open('POST /api/users', { body: { ...NEW_USER, password: '{password}' }, ...BAD_TOKEN }),
    person('GET /api/users/:id', { params: { id: '{owner}' }, staff: 200 }),
    person('PUT /api/users/:id', { params: { id: '{owner}' }, body: NEW_USER, isFarewell: true, staff: 200 }),
    person('PATCH /api/users/:id', { params: { id: '{owner}' }, body: { first_name: 'Ada' }, staff: 200 }),
    person('DELETE /api/users/:id', { params: { id: '{owner}' }, isFarewell: true, staff: 204 }),
    person('GET /auth/me'),
  ],
};
