import type { Family } from './family.js';
import { open, person, type Route, type Value } from './route.js';

const SETTINGS = {
  name: 'Dashboard',
  authorization_grant_type: 'authorization-code',
  redirect_uris: 'https://client.example.com/callback',
};

/** Applications that people register, and what they let applications do. */
export const applications: Family = {
  name: 'OAuth applications',
  errors: 'problem',
  unknownFields: 'dropped',
  routes: [
    person('GET /o/applications'),
    person('POST /o/applications', { body: { ...SETTINGS, client_type: 'confidential' } }),
    person('GET /o/applications/:id', { params: { id: '{application}' } }),
    person('PUT /o/applications/:id', { params: { id: '{application}' }, body: SETTINGS }),
    person('DELETE /o/applications/:id', { params: { id: '{application}' } }),
    person('GET /o/authorized_tokens'),
    person('DELETE /o/authorized_tokens/:id', { params: { id: '{authorization}' } }),
  ],
};

const CLIENT = { client_id: 'unknown', client_secret: 'unknown' };

/** Clients say who they are by Basic or in the form; beside that a bearer token is one way too many (RFC 6749, 2.3). */
function forClients(route: string, body: Readonly<Record<string, Value>>): Route {
  return open(route, { body, isForm: true, ok: 400, nobody: 401 });
}

/** The provider behind the tunnel: it knows clients and its own tokens, and the suite's mean nothing to it. */
export const provider: Family = {
  name: 'OAuth provider',
  errors: 'oauth',
  unknownFields: 'dropped',
  routes: [
    open('GET /o/authorize/', { query: { client_id: 'unknown' }, ok: 400 }),
    forClients('POST /o/token/', { grant_type: 'client_credentials', ...CLIENT }),
    forClients('POST /o/revoke_token/', { token: 'unknown', ...CLIENT }),
    forClients('POST /o/introspect/', { token: 'unknown', ...CLIENT }),
    open('GET /o/introspect/', { query: { token: 'unknown' }, ok: 403 }),
    open('GET /o/userinfo/', { ok: 401 }),
    forClients('POST /o/userinfo/', { access_token: 'unknown' }),
    open('GET /o/logout/'),
    forClients('POST /o/par/', CLIENT),
    forClients('POST /o/device-authorization/', CLIENT),
    open('GET /o/device/'),
    // A form of no session leads to a new one.
    open('POST /o/device/', { body: { user_code: 'BBBB-BBBB' }, isForm: true, ok: 303 }),
    open('GET /o/interaction/unknown/', { ok: 400 }),
    open('GET /o/.well-known/openid-configuration'),
    open('GET /o/.well-known/jwks.json'),
  ],
};

/** Signing in at a provider: the suite's own, as no other is set up here. */
export const singleSignOn: Family = {
  name: 'single sign-on',
  errors: 'problem',
  unknownFields: 'dropped',
  routes: [
    open('GET /admin/login', { query: { next: '/home/' }, ok: 302 }),
    open('GET /auth/callback', { query: { state: 'unknown', code: 'unknown' }, ok: 400 }),
  ],
};
