import { describe, expect, it } from '@jest/globals';
import { USERNAME_PATTERN } from '@atrium/contracts';
import fc from 'fast-check';

import { distinct, usernameFrom } from './hub-username.js';

describe('a user name from an address', () => {
  it.each([
    ['user@example.com', 'user'],
    ['Ada.Lovelace+hub@example.com', 'Ada.Lovelace+hub'],
    ["o'brien@example.com", 'obrien'],
    ['"!"@example.com', 'user'],
  ])('%s is %s', (email, username) => {
    expect(usernameFrom(email)).toBe(username);
  });

  it('is one that a profile can hold, whatever the address', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'binary', maxLength: 300, size: 'max' })), (email) => {
        for (const username of [usernameFrom(email), distinct(usernameFrom(email))]) {
          expect(username).toMatch(USERNAME_PATTERN);
          expect(username.length).toBeLessThanOrEqual(150);
        }
      }),
    );
  });
});
