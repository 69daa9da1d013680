import { describe, expect, it } from '@jest/globals';

import { LimitTable } from './limit-table.js';
import { parseRouteLimits } from './route-limits.js';

const routes = parseRouteLimits('POST /api/messages/=600, POST /api/webhooks/*=6000,GET /api/users/:id=5,') ?? [];
const table = new LimitTable({ standard: 100, strict: 20, routes });

function limitOf(endpoint: string, isMarkedStrict = false): string {
  const [method = '', path = ''] = endpoint.split(' ');
  return table.of({ method, path, isMarkedStrict }).name;
}

it.each([
  'POST /api/register',
  'POST /api/register/',
  'POST /api/request-otp',
  'POST /api/verify-otp',
  'POST /api/refresh/',
  'POST /api/auth/login',
  'POST /api/auth/refresh',
  'POST /api/token/',
  'POST /api/token/verify/',
  'POST /api/password/reset',
  'PUT /api/users/me/password',
  'POST /o/interaction/abc/login',
  'POST /o/device/',
])('%s is limited strictly without being marked', (endpoint) => {
  expect(limitOf(endpoint)).toBe('strict');
});

it.each([
  'GET /api/messages',
  'POST /api/workspaces/',
  'POST /api/logout',
  'GET /api/csrf-token',
  'GET /api/devices',
  'GET /auth/me',
  'POST /o/token/',
  'POST /o/introspect/',
  'POST /smarthome/fulfillment/',
  'GET /nothing/here',
])('%s has the standard limit', (endpoint) => {
  expect(limitOf(endpoint)).toBe('standard');
});

it('A marked endpoint is limited strictly whatever it is called', () => {
  expect(limitOf('GET /admin/login', true)).toBe('strict');
});

it.each([
  ['POST /api/messages', 'POST /api/messages'],
  ['POST /api/messages/', 'POST /api/messages'],
  ['POST /api/webhooks/telegram/7', 'POST /api/webhooks/*'],
  ['GET /api/users/:id', 'GET /api/users/:id'],
])('%s has a limit of its own', (endpoint, name) => {
  expect(limitOf(endpoint)).toBe(name);
});

describe('RATE_LIMIT_ROUTES', () => {
  it.each(['POST /api', '/api=5', 'POST api=5', 'POST /api=0', 'POST /api=-1', 'POST /api=1.5', 'FETCH /api=5', 'x'])(
    'refuses %s',
    (text) => {
      expect(parseRouteLimits(text)).toBeUndefined();
    },
  );

  it('may be empty', () => {
    expect(parseRouteLimits('')).toEqual([]);
  });
});
