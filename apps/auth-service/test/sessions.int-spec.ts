import { JwtService } from '@nestjs/jwt';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  listRevokedSessions,
  logout,
  refreshSession,
  sessionRevoked,
  userUpdated,
  type AccessTokenClaims,
  type TokenSet,
} from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import { JwtTokenVerifier, RevokedSessions, SigningKeyCache } from '@atrium/auth';
import { AS_SERVICE } from '@atrium/rpc';
import { eventually } from '@atrium/testing';

import { IdentityRepository } from '../src/account/identity.repository.js';
import { hashOf } from '../src/session/refresh-token-secret.js';
import { RefreshTokenRepository } from '../src/session/refresh-token.repository.js';
import { RotateSigningKeys } from '../src/signing/rotate-signing-keys.use-case.js';
import { SigningKeys } from '../src/signing/signing-keys.js';
import { startAuthService, type AuthServiceUnderTest } from './auth-service-under-test.js';

const END_GRACE = statement(
  'test-end-grace',
  `UPDATE refresh_token SET used_at = used_at - interval '11 seconds' WHERE hash = $1`,
);
const AGE_SESSION = statement(
  'test-age-session',
  `UPDATE session SET expires_at = expires_at - make_interval(secs => $2) WHERE id = $1`,
);
const SUCCESSORS = statement<{ hash: Buffer }>(
  'test-successors',
  'SELECT hash FROM refresh_token WHERE parent_hash = $1',
);
const SEALED = statement<{ sealed_successor: Buffer | null }>(
  'test-sealed',
  'SELECT sealed_successor FROM refresh_token WHERE hash = $1',
);

const AGE_KEYS = statement('test-age-keys', `UPDATE signing_key SET signs_from = signs_from - interval '1 hour'`);

const REFUSED = { code: 'REFRESH_TOKEN_INVALID' };
/** Of a token that once was good. */
const REVOKED = { code: 'REFRESH_TOKEN_REVOKED' };

describe('sessions', () => {
  let auth: AuthServiceUnderTest;
  const decoder = new JwtService();

  beforeAll(async () => {
    auth = await startAuthService({ redisDatabase: 13 });
  });

  afterAll(() => auth.stop());

  function refresh(refreshToken: string): Promise<TokenSet> {
    return auth.rpc.call(refreshSession, { refreshToken });
  }

  function kidOf({ accessToken }: TokenSet): string {
    return decoder.decode<{ header: { kid?: string } }>(accessToken, { complete: true }).header.kid ?? '';
  }

  function claimsOf({ accessToken }: TokenSet): AccessTokenClaims {
    return decoder.decode<AccessTokenClaims>(accessToken);
  }

  it('give access tokens that the suite accepts, and id tokens that it does not', async () => {
    const tokens = await auth.signedIn();
    const verifier = auth.app.get(JwtTokenVerifier, { strict: false });
    const { sub, sid, iat, exp, ...claims } = claimsOf(tokens);
    await expect(Promise.resolve(verifier.verify(tokens.accessToken))).resolves.toMatchObject({
      userId: sub,
      sessionId: sid,
    });
    expect(exp - iat).toBe(900);
    expect(claims).toEqual({
      iss: 'atrium',
      aud: 'atrium-api',
      token_type: 'access',
      username: expect.stringMatching(/^alice/),
      email: expect.stringMatching(/@example.com$/),
      given_name: 'Alice',
      family_name: 'Johnson',
      is_staff: false,
    });
    await expect(Promise.resolve(verifier.verify(tokens.idToken))).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    expect(decoder.decode(tokens.idToken)).toMatchObject({
      sub,
      aud: 'atrium-web',
      token_type: 'id',
      name: 'Alice Johnson',
    });
  });

  it('go on with a new token each time, until their absolute end', async () => {
    const first = await auth.signedIn();
    const { sid } = claimsOf(first);
    await auth.database.rows(AGE_SESSION, [sid, 1_000]);
    const second = await refresh(first.refreshToken);
    const third = await refresh(second.refreshToken);
    expect(new Set([first, second, third].map(({ refreshToken }) => refreshToken)).size).toBe(3);
    expect(claimsOf(third).sid).toBe(sid);
    expect(third.refreshExpiresIn).toBeGreaterThan(2_592_000 - 1_010);
    expect(third.refreshExpiresIn).toBeLessThanOrEqual(2_592_000 - 1_000);
    await auth.database.rows(AGE_SESSION, [sid, 2_592_000]);
    await expect(refresh(third.refreshToken)).rejects.toMatchObject(REFUSED);
  });

  it('give parallel refreshes one and the same successor', async () => {
    const { refreshToken } = await auth.signedIn();
    const renewed = await Promise.all(Array.from({ length: 8 }, () => refresh(refreshToken)));
    expect(new Set(renewed.map((tokens) => tokens.refreshToken)).size).toBe(1);
    await expect(auth.database.rows(SUCCESSORS, [hashOf(refreshToken)])).resolves.toHaveLength(1);
    // And it works: none of the eight is left with a token of a dead branch.
    await expect(refresh(renewed[0]?.refreshToken ?? '')).resolves.toBeDefined();
  });

  it.each(['the grace is over', 'the successor was used'])('end when a token comes back after %s', async (when) => {
    const first = await auth.signedIn();
    const { sid: sessionId, sub: userId } = claimsOf(first);
    let latest = await refresh(first.refreshToken);
    if (when === 'the grace is over') await auth.database.rows(END_GRACE, [hashOf(first.refreshToken)]);
    else latest = await refresh(latest.refreshToken);

    await expect(refresh(first.refreshToken)).rejects.toMatchObject(REVOKED);
    await expect(auth.events.take(sessionRevoked, (event) => event.sessionId === sessionId)).resolves.toMatchObject({
      userId,
    });
    await expect(refresh(latest.refreshToken)).rejects.toMatchObject(REVOKED);
  });

  it('keep a successor no longer than the grace, and not readable from the database', async () => {
    const { refreshToken } = await auth.signedIn();
    const hash = hashOf(refreshToken);
    const successor = await refresh(refreshToken);
    const before = await auth.database.row(SEALED, [hash]);
    expect(before?.sealed_successor?.includes(successor.refreshToken)).toBe(false);
    await auth.database.rows(END_GRACE, [hash]);
    await auth.app.get(RefreshTokenRepository, { strict: false }).endGrace();
    await expect(auth.database.row(SEALED, [hash])).resolves.toEqual({ sealed_successor: null });
    await expect(refresh(successor.refreshToken)).resolves.toBeDefined();
  });

  it('end with a logout, by whichever of their tokens', async () => {
    const first = await auth.signedIn();
    const second = await refresh(first.refreshToken);
    const { sid: sessionId } = claimsOf(first);
    await expect(auth.rpc.call(logout, { refreshToken: first.refreshToken })).resolves.toEqual({});
    await auth.events.take(sessionRevoked, (event) => event.sessionId === sessionId);
    await expect(refresh(second.refreshToken)).rejects.toMatchObject(REVOKED);
    await expect(auth.rpc.call(logout, { refreshToken: second.refreshToken })).resolves.toEqual({});
    await expect(auth.rpc.call(logout, { refreshToken: 'unknown' })).resolves.toEqual({});
  });

  it('end for good when the account is disabled', async () => {
    const identities = auth.app.get(IdentityRepository, { strict: false });
    const tokens = await auth.signedIn();
    const { sub, sid } = claimsOf(tokens);
    const identity = await identities.findActive(sub);
    if (!identity) throw new Error('nobody was registered');
    const { userId: id, ...profile } = identity;
    const change = { ...profile, id, occurredAt: new Date().toISOString() };
    await auth.events.publish(userUpdated, { ...change, isActive: false, version: 8 });
    await expect(auth.events.take(sessionRevoked, ({ sessionId }) => sessionId === sid)).resolves.toMatchObject({
      userId: sub,
    });
    await expect(refresh(tokens.refreshToken)).rejects.toMatchObject({ code: 'REFRESH_TOKEN_REVOKED' });
    await auth.events.publish(userUpdated, { ...change, isActive: true, version: 9 });
    await eventually(() => expect(identities.findActive(id)).resolves.toBeDefined());
    await expect(refresh(tokens.refreshToken)).rejects.toMatchObject({ code: 'REFRESH_TOKEN_REVOKED' });
  });

  it('do not come from a token that nobody was given', async () => {
    await expect(refresh('x'.repeat(43))).rejects.toMatchObject(REFUSED);
  });

  it('that were revoked lately are listed, for services only, a page after the other', async () => {
    const ended = await Promise.all([auth.signedIn(), auth.signedIn()]);
    const lasting = await auth.signedIn();
    for (const { refreshToken } of ended) await auth.rpc.call(logout, { refreshToken });
    const { sessionIds } = await auth.rpc.call(listRevokedSessions, {}, AS_SERVICE);
    const ids = ended.map((tokens) => claimsOf(tokens).sid).sort();
    expect(sessionIds).toEqual(expect.arrayContaining(ids));
    expect(sessionIds).not.toContain(claimsOf(lasting).sid);
    const last = sessionIds.at(-1) ?? '';
    await expect(auth.rpc.call(listRevokedSessions, { after: last }, AS_SERVICE)).resolves.toEqual({ sessionIds: [] });
    await expect(auth.rpc.call(listRevokedSessions, {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('take their access tokens with them when they end', async () => {
    const verifier = auth.app.get(JwtTokenVerifier, { strict: false });
    const { accessToken, refreshToken } = await auth.signedIn();
    const renewed = await refresh(refreshToken);
    await verifier.verify(accessToken);
    await auth.rpc.call(logout, { refreshToken });
    const refused = async (token: string): Promise<void> => {
      await expect((async () => verifier.verify(token))()).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    };
    await eventually(() => refused(accessToken));
    await refused(renewed.accessToken);
  });

  it('go on while the signing keys change, with the tokens from before and with new ones', async () => {
    const rotation = auth.app.get(RotateSigningKeys, { strict: false });
    const keys = auth.app.get(SigningKeys, { strict: false });
    const verifier = auth.app.get(JwtTokenVerifier, { strict: false });
    const before = await auth.signedIn();
    await verifier.verify(before.accessToken);
    await auth.database.rows(AGE_KEYS, []);
    // As if eleven minutes had passed since the successor was announced: it signs now.
    await rotation.rotate(new Date(Date.now() - 660_000));
    await keys.reload();
    const after = await refresh(before.refreshToken);
    expect(kidOf(after)).not.toBe(kidOf(before));
    // Another process, which has seen neither token, accepts both.
    const stranger = new JwtTokenVerifier(
      new JwtService({}),
      new SigningKeyCache(auth.rpc),
      auth.app.get(RevokedSessions, { strict: false }),
    );
    for (const { accessToken } of [before, after]) {
      await expect(stranger.verify(accessToken)).resolves.toMatchObject({ sessionId: claimsOf(before).sid });
    }
    // The one that holds a copy of the keys from before finds the new one by its id.
    await eventually(async () => verifier.verify(after.accessToken));
    await expect(refresh(after.refreshToken)).resolves.toBeDefined();
  });
});
