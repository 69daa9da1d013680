import cookie from '@fastify/cookie';
import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@atrium/rpc';
import { fastify, type FastifyRequest } from 'fastify';

import type { BffConfig } from '../config.js';
import { AllowedOrigins } from '../splice/allowed-origins.js';
import { CsrfDefence } from './csrf-defence.js';
import { CsrfTokens } from './csrf-tokens.js';

const config = {
  PUBLIC_URL: 'https://own.example',
  ALLOWED_ORIGINS: [],
  INTERNAL_TOKEN: 'x'.repeat(32),
  CSRF_TOKEN_REQUIRED: true,
} as unknown as BffConfig;
const tokens = new CsrfTokens(config);
const token = tokens.issue();

const EVIL = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };

const ROUTES = [
  '/api/x',
  '/api/verify-otp',
  '/api/auth/login',
  '/api/auth/register',
  '/api/token',
  '/o/*',
  '/o/applications',
];

interface Sent {
  readonly method?: 'GET' | 'POST';
  readonly url?: string;
  readonly cookies?: Record<string, string>;
  readonly headers?: Record<string, string>;
}

async function statusOf({ method = 'POST', url = '/api/x', cookies = {}, headers = {} }: Sent): Promise<number> {
  const server = fastify({ routerOptions: { ignoreTrailingSlash: true } });
  await server.register(cookie);
  new CsrfDefence(config, new AllowedOrigins(config), tokens).attach(server);
  server.setErrorHandler((error, _request, reply) => reply.code(isRefusal(error, 'FORBIDDEN') ? 403 : 400).send());
  for (const route of ROUTES) server.all(route, (_request, reply) => reply.send());
  return (await server.inject({ method, url, cookies, headers })).statusCode;
}

const login = { access_token: 'a' };

it.each<[string, Sent]>([
  ['a write that repeats its token', { cookies: { ...login, csrf_token: token }, headers: { 'x-csrf-token': token } }],
  ['a read', { method: 'GET', cookies: login, headers: EVIL }],
  ['a write without a login', { headers: EVIL }],
  ['a write with a bearer token', { cookies: login, headers: { ...EVIL, authorization: 'Bearer a' } }],
  ['a bearer login without a token', { url: '/api/auth/login' }],
  ['a token request of another site', { url: '/o/token/', cookies: login, headers: EVIL }],
])('%s passes', async (_, sent) => {
  await expect(statusOf(sent)).resolves.toBe(200);
});

const other = tokens.issue();

it.each<[string, Sent]>([
  ['a write without a token', { cookies: { ...login, csrf_token: token } }],
  ['a write without the cookie', { cookies: login, headers: { 'x-csrf-token': token } }],
  ['a write with another token', { cookies: { ...login, csrf_token: token }, headers: { 'x-csrf-token': other } }],
  ['a write with an invented token', { cookies: { ...login, csrf_token: 'a.b' }, headers: { 'x-csrf-token': 'a.b' } }],
  ['a refresh of another site', { cookies: { refresh_token: 'a' }, headers: EVIL }],
  ['a login of another site', { url: '/api/verify-otp', headers: EVIL }],
  ['a login of another site, written otherwise', { url: '/api/verify%2Dotp', headers: EVIL }],
  ['a bearer login of another site', { url: '/api/auth/login', headers: EVIL }],
  ['a registration of another site', { url: '/api/auth/register/', headers: EVIL }],
  ['a token login of another site', { url: '/api/token/?a=b', headers: EVIL }],
  ['a write with another scheme', { cookies: login, headers: { ...EVIL, authorization: 'Basic YTpi' } }],
  ['a write to the applications', { url: '/o/applications/', cookies: login, headers: EVIL }],
  ['the same, written otherwise', { url: '/o/appl%69cations/', cookies: login, headers: EVIL }],
])('%s is refused', async (_, sent) => {
  await expect(statusOf(sent)).resolves.toBe(403);
});

describe('the token of a write', () => {
  const defence = new CsrfDefence(config, new AllowedOrigins(config), tokens);
  const write = (csrf_token: string, headers: object = {}) =>
    ({
      method: 'POST',
      url: '/api/x',
      routeOptions: {},
      headers,
      cookies: { ...login, csrf_token },
    }) as unknown as FastifyRequest;

  it('has to be that of the session', () => {
    expect(() => defence.requireTokenOf('mine', write(tokens.issue('mine')))).not.toThrow();
    for (const odd of [tokens.issue('other'), tokens.issue(), '']) {
      expect(() => defence.requireTokenOf('mine', write(odd))).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
    }
  });

  it('does not matter to a bearer', () => {
    expect(() => defence.requireTokenOf('mine', write('', { authorization: 'Bearer a' }))).not.toThrow();
  });
});
