import { expect, it } from '@jest/globals';

import { CsrfTokens } from './csrf-tokens.js';

function tokensOf(internalToken: string): CsrfTokens {
  return new CsrfTokens({ INTERNAL_TOKEN: internalToken } as ConstructorParameters<typeof CsrfTokens>[0]);
}

const tokens = tokensOf('a'.repeat(32));

it('A token is good at every replica', () => {
  expect(tokensOf('a'.repeat(32)).isGenuine(tokens.issue())).toBe(true);
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
  `x${tokens.issue()}`,
  `${tokens.issue()}x`,
  tokensOf('b'.repeat(32)).issue(),
])('%s is not genuine', (token) => {
  expect(tokens.isGenuine(token)).toBe(false);
});
