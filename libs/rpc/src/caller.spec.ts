import { describe, expect, it } from '@jest/globals';
import { TOKEN_AUDIENCE, TOKEN_ISSUER, type AccessTokenClaims } from '@atrium/contracts';

import { displayName, toCaller } from './caller.js';

const claims: AccessTokenClaims = {
  iss: TOKEN_ISSUER,
  aud: TOKEN_AUDIENCE,
  sub: 'user',
  sid: 'session',
  token_type: 'access',
  username: 'ada',
  email: 'ada@example.com',
  given_name: 'Ada',
  family_name: 'Lovelace',
  is_staff: true,
  iat: 1_700_000_000,
  exp: 1_700_000_900,
};

describe('a caller', () => {
  it('is who the claims say, until the moment they say', () => {
    expect(toCaller(claims, 'token')).toEqual({
      userId: 'user',
      sessionId: 'session',
      username: 'ada',
      email: 'ada@example.com',
      firstName: 'Ada',
      lastName: 'Lovelace',
      isStaff: true,
      expiresAt: 1_700_000_900_000,
      accessToken: 'token',
    });
  });

  it.each([
    ['Ada', 'Ada'],
    ['', 'ada'],
  ])('with the first name "%s" is shown as %s', (firstName, shown) => {
    expect(displayName({ firstName, username: 'ada' })).toBe(shown);
  });
});
