import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { login, refreshSession, type AccessTokenClaims, type TokenSet } from '@atrium/contracts';
import { JwtService } from '@nestjs/jwt';

import { startAuthService, type AuthServiceUnderTest } from './auth-service-under-test.js';

let auth: AuthServiceUnderTest;

beforeAll(async () => {
  auth = await startAuthService({ redisDatabase: 9, env: { ACCESS_TOKEN_SECONDS: '60' } });
});

afterAll(() => auth.stop());

/** Between the moment it was signed and the one it runs out, in seconds. */
function lifeOf(token: string): number {
  const { iat, exp } = new JwtService().decode<AccessTokenClaims>(token);
  return exp - iat;
}

it('Access tokens of every login and refresh live as configured, id tokens a quarter of an hour', async () => {
  const byCode = await auth.signedIn();
  const identifier = await auth.registered();
  const byPassword = await auth.rpc.call(login, { identifier, password: 'securePass123', family: 'bearer' });
  const renewed: TokenSet = await auth.rpc.call(refreshSession, { refreshToken: byCode.refreshToken });
  for (const { accessToken, accessExpiresIn, idToken } of [byCode, byPassword.tokens, renewed]) {
    expect([accessExpiresIn, lifeOf(accessToken)]).toEqual([60, 60]);
    expect(lifeOf(idToken)).toBe(900);
  }
});
