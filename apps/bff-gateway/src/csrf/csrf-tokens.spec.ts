import { expect, it } from '@jest/globals';

import { CsrfTokens } from './csrf-tokens.js';

function tokensOf(internalToken: string): CsrfTokens {
  return new CsrfTokens({ INTERNAL_TOKEN: internalToken } as ConstructorParameters<typeof CsrfTokens>[0]);
}

const tokens = tokensOf('a'.repeat(32));

it('A token is good at every replica', () => {
  expect(tokensOf('a'.repeat(32)).isGenuine(tokens.issue())).toBe(true);
});

it('A token is good for its own session only', () => {
  const token = tokens.issue('one');
  expect(tokens.isGenuine(token)).toBe(true);
  expect([tokens.isFor(token, 'one'), tokens.isFor(token, 'other'), tokens.isFor(token)]).toEqual([true, false, false]);
  expect([tokens.isFor(tokens.issue()), tokens.isFor(tokens.issue(), 'one')]).toEqual([true, false]);
});

it('A token cannot be turned into one for another session', () => {
  const [nonce, , signature] = tokens.issue('one').split('.');
  const [, other] = tokens.issue('other').split('.');
  expect(tokens.isGenuine(`${nonce}.${other}.${signature}`)).toBe(false);
});

it('Two tokens are never the same', () => {
  expect(tokens.issue()).not.toBe(tokens.issue());
});

it.each([
  '',
  '.',
  'nonce',
  'nonce.',
  'nonce.signature',
  'nonce.session.signature',
  `nonce.session.${'é'.repeat(43)}`,
  `x${tokens.issue()}`,
  `${tokens.issue()}x`,
  tokensOf('b'.repeat(32)).issue(),
])('%s is not genuine', (token) => {
  expect(tokens.isGenuine(token)).toBe(false);
});
