import { describe, expect, it } from '@jest/globals';

import { toEnvelope } from './error-envelope.js';
import type { HttpFault } from './http-fault.js';

const notFound: HttpFault = { status: 404, code: 'CHANNEL_NOT_FOUND', detail: 'No such channel' };
const badFields: HttpFault = {
  status: 400,
  code: 'VALIDATION_FAILED',
  detail: 'name is too long',
  fields: { name: ['name is too long'] },
};
const badToken: HttpFault = {
  status: 401,
  code: 'TOKEN_INVALID',
  detail: 'Invalid or expired token',
  fields: { token: ['Token is expired'] },
};
const noToken: HttpFault = { status: 401, code: 'UNAUTHENTICATED', detail: 'Credentials were not provided' };

describe('an error', () => {
  it.each([
    [notFound, { status: 'error', message: 'No such channel' }],
    [badFields, { status: 'error', message: 'name is too long' }],
    [badToken, { status: 'error', message: 'Invalid or expired token' }],
  ])('of the workspace API is a status and a message: $code', (fault, body) => {
    const envelope = toEnvelope('status', fault, '/api/x');
    expect(envelope).toEqual({ contentType: 'application/json; charset=utf-8', body });
  });

  it.each([
    [notFound, { detail: 'No such channel' }],
    [badFields, { name: ['name is too long'] }],
    [badToken, { detail: 'Invalid or expired token', code: 'token_not_valid' }],
    [noToken, { detail: 'Credentials were not provided' }],
  ])('of the users API is a detail or the fields at fault: $code', (fault, body) => {
    const envelope = toEnvelope('detail', fault, '/api/users/me');
    expect(envelope).toEqual({ contentType: 'application/json; charset=utf-8', body });
  });

  it.each([
    [notFound, 'invalid_request'],
    [{ status: 429, code: 'TOO_MANY_REQUESTS', detail: 'Too many' }, 'temporarily_unavailable'],
    [{ status: 500, code: 'INTERNAL', detail: 'Unexpected' }, 'server_error'],
    [{ status: 504, code: 'DEADLINE_EXCEEDED', detail: 'Too late' }, 'temporarily_unavailable'],
  ] as const)('of the OAuth provider is one of RFC 6749: $status', (fault, error) => {
    const { contentType, body } = toEnvelope('oauth', fault, '/o/token/');
    expect(contentType).toMatch(/^application\/json/);
    expect(body).toEqual({ error, error_description: fault.detail });
  });

  it('of everything else is a problem document', () => {
    expect(toEnvelope('problem', notFound, '/smarthome/x')).toEqual({
      contentType: 'application/problem+json',
      body: {
        type: 'about:blank',
        title: 'Not Found',
        status: 404,
        detail: 'No such channel',
        instance: '/smarthome/x',
        code: 'CHANNEL_NOT_FOUND',
      },
    });
    expect(toEnvelope('problem', badFields, '/x').body).toMatchObject({ errors: badFields.fields });
  });
});
