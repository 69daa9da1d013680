import { expect, it } from '@jest/globals';

import { numbered, usernameOf } from './username-of.js';

it.each([
  [{ preferred_username: 'alice' }, 'alice'],
  [{ preferred_username: 'Alice Johnson' }, 'AliceJohnson'],
  [{ preferred_username: '  ', email: 'bob.b+x@example.com' }, 'bob.b+x'],
  [{ email: 'bob@example.com' }, 'bob'],
  [{ preferred_username: '<>', email: '!!@example.com' }, 'user'],
  [{}, 'user'],
])('%j is called %s', (profile, username) => {
  expect(usernameOf({ sub: 'x', ...profile })).toBe(username);
});

it('A numbered name is never longer than names may be', () => {
  expect(numbered('a'.repeat(150))).toMatch(/^a{143}-\d{6}$/);
});
