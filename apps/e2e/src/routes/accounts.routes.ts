import type { Family } from './family.js';
import { open, person } from './route.js';

const LOGIN = { email: '{owner.email}', password: '{password}' };
const REGISTRATION = { email: '{unique}@example.com', password: '{password}' };

/** Accounts of the messaging hub, with bearer tokens. */
export const hubAccounts: Family = {
  name: 'hub accounts',
  errors: 'problem',
  unknownFields: 'dropped',
  routes: [
    open('POST /api/auth/register', { body: { ...REGISTRATION, name: 'Ada Lovelace' }, ok: 201 }),
    open('POST /api/auth/login', { body: LOGIN, ok: 200 }),
    open('POST /api/auth/refresh', { body: { refreshToken: 'unknown' }, ok: 401 }),
    person('GET /api/auth/me'),
    person('POST /api/auth/logout', { ok: 200, client: 200, isFarewell: true }),
  ],
};

/** The same accounts with cookies and e-mailed codes. */
export const cookieAccounts: Family = {
  name: 'accounts with cookies',
  errors: 'status',
  unknownFields: 'dropped',
  routes: [
    open('POST /api/register', {
      body: { username: '{unique}', email: '{unique}@example.com', password: '{password}', full_name: 'Ada Lovelace' },
    }),
    open('POST /api/request-otp', { body: { email: 'nobody@example.com' }, ok: 200 }),
    open('POST /api/verify-otp', { body: { email: 'nobody@example.com', otp: '000000' }, ok: 400 }),
    open('POST /api/refresh', { ok: 401, takesAnything: true }),
    open('POST /api/logout', { ok: 200, takesAnything: true }),
  ],
};

/** The same accounts as djangorestframework-simplejwt has them. */
export const jwtAccounts: Family = {
  name: 'JWT',
  errors: 'detail',
  unknownFields: 'dropped',
  routes: [
    open('POST /api/token', { body: { username: '{owner.username}', password: '{password}' }, ok: 200 }),
    open('POST /api/token/refresh', { body: { refresh: 'unknown' }, ok: 401 }),
    open('POST /api/token/verify', { body: { token: 'unknown' }, ok: 401 }),
    open('POST /api/token/blacklist', { body: { refresh: 'unknown' }, ok: 401 }),
  ],
};

/** The own password. */
export const passwords: Family = {
  name: 'passwords',
  errors: 'problem',
  unknownFields: 'refused',
  routes: [
    person('POST /api/auth/password', {
      body: { currentPassword: '{password}', newPassword: 'another-{password}' },
      ok: 204,
      isFarewell: true,
    }),
    open('POST /api/auth/password-reset', { body: { email: 'nobody@example.com' }, ok: 202 }),
    open('POST /api/auth/password-reset/confirm', {
      body: { token: 'unknown', newPassword: '{password}' },
      ok: 400,
    }),
  ],
};
