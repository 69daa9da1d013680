import { expect, it } from '@jest/globals';

import { ServiceToken } from './service-token.js';

function isShown(headers: Record<string, string | string[]>, tokens = ['first-token', 'second-token']): boolean {
  const config = { SERVICE_API_TOKEN_KEY: 'X-Own-Header', SERVICE_API_TOKEN: tokens };
  return new ServiceToken(config as unknown as ConstructorParameters<typeof ServiceToken>[0]).isShownBy({ headers });
}

it.each(['first-token', 'second-token'])('%s lets in', (token) => {
  expect(isShown({ 'x-own-header': token })).toBe(true);
});

it.each([
  [{}],
  [{ 'x-own-header': '' }],
  [{ 'x-own-header': 'first' }],
  [{ 'x-own-header': 'first-token,second-token' }],
  [{ 'x-own-header': ['first-token'] }],
  [{ 'x-service-token': 'first-token' }],
  [{ authorization: 'Bearer first-token' }],
])('%o does not', (headers) => {
  expect(isShown(headers)).toBe(false);
});

it('Nothing lets in while no token is set', () => {
  expect(isShown({ 'x-own-header': '' }, [])).toBe(false);
  expect(isShown({ 'x-own-header': 'undefined' }, [])).toBe(false);
});
