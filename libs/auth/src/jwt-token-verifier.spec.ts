import { createHmac, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { JwtService } from '@nestjs/jwt';
import type { AccessTokenClaims, Jwks } from '@atrium/contracts';
import { DomainError, type RpcClient } from '@atrium/rpc';
import { TokenMint } from '@atrium/testing';
import fc from 'fast-check';

import { JwtTokenVerifier } from './jwt-token-verifier.js';
import type { RevokedSessions } from './revoked-sessions.js';
import { SigningKeyCache } from './signing-key-cache.js';

const MINUTE_MS = 60_000;

function encoded(part: unknown): string {
  return Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
}

function decoded(part = ''): object {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as object;
}

function publicKeyOf({ keys: [jwk] }: Jwks): KeyObject {
  return createPublicKey({ key: jwk ?? {}, format: 'jwk' });
}

describe('an access token', () => {
  let mint: TokenMint;
  let verifier: JwtTokenVerifier;
  let revoked: Set<string>;
  const askForKeys = jest.fn<() => Promise<Jwks>>();

  beforeEach(() => {
    jest.useFakeTimers();
    mint = new TokenMint();
    askForKeys.mockReset().mockImplementation(() => Promise.resolve(mint.jwks));
    const rpc = { call: askForKeys } as unknown as RpcClient;
    revoked = new Set();
    const sessions = { has: (id: string) => revoked.has(id), whenAsked: () => Promise.resolve() };
    verifier = new JwtTokenVerifier(new JwtService({}), new SigningKeyCache(rpc), sessions as RevokedSessions);
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  /** How the verifier refuses a token; undefined when it does not. */
  async function refusalOf(token: string): Promise<unknown> {
    try {
      await verifier.verify(token);
      return undefined;
    } catch (error) {
      return error instanceof DomainError ? error : `a bug: ${String(error)}`;
    }
  }

  /** The same claims under another header and signature. */
  function forged(header: (given: object) => object, signatureOf: (content: string) => string): string {
    const [given, claims = ''] = mint.sign().split('.');
    const content = `${encoded(header(decoded(given)))}.${claims}`;
    return `${content}.${signatureOf(content)}`;
  }

  it('names its caller', async () => {
    const { userId, email, accessToken } = mint.person('Ada');
    await expect(verifier.verify(accessToken)).resolves.toMatchObject({ userId, email, firstName: 'Ada', accessToken });
  });

  it.each<[string, Partial<Record<keyof AccessTokenClaims, unknown>>]>([
    ['another issuer', { iss: 'somebody' }],
    ['another audience', { aud: 'other-api' }],
    ['the type of an id token', { token_type: 'id' }],
    ['no type', { token_type: undefined }],
  ])('with %s is refused', async (_, claims) => {
    expect(await refusalOf(mint.sign(claims as Partial<AccessTokenClaims>))).toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('that has run out is refused in words of its own', async () => {
    const now = Math.floor(Date.now() / 1_000);
    expect(await refusalOf(mint.sign({ iat: now - 900, exp: now - 1 }))).toMatchObject({
      code: 'TOKEN_INVALID',
      detail: 'Invalid or expired token',
      fields: { token: ['Token is expired'] },
    });
  });

  it('without a signature is refused, whatever it says of its algorithm', async () => {
    for (const alg of ['none', 'None', 'ES256']) {
      expect(
        await refusalOf(
          forged(
            (header) => ({ ...header, alg }),
            () => '',
          ),
        ),
      ).toMatchObject({
        code: 'TOKEN_INVALID',
      });
    }
  });

  it('signed with the public key as a shared secret is refused', async () => {
    const publicKey = publicKeyOf(mint.jwks);
    const secrets = [
      publicKey.export({ type: 'spki', format: 'pem' }),
      publicKey.export({ type: 'spki', format: 'der' }),
      JSON.stringify(mint.jwks.keys[0]),
    ];
    for (const secret of secrets) {
      const token = forged(
        (header) => ({ ...header, alg: 'HS256' }),
        (content) => createHmac('sha256', secret).update(content).digest('base64url'),
      );
      expect(await refusalOf(token)).toMatchObject({ code: 'TOKEN_INVALID' });
    }
  });

  it('signed in another way than the suite’s is refused, even with a published key', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'rsa', alg: 'ES256', use: 'sig' } as const;
    askForKeys.mockResolvedValue({ keys: [jwk] });
    const token = forged(
      (header) => ({ ...header, alg: 'RS256', kid: 'rsa' }),
      (content) => sign('sha256', Buffer.from(content), privateKey).toString('base64url'),
    );
    expect(await refusalOf(token)).toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('signed with somebody’s own key under a published key id is refused', async () => {
    const [kid] = mint.jwks.keys.map((key) => key.kid);
    const stranger = new TokenMint();
    const [, claims, signature] = stranger.sign().split('.');
    const token = `${encoded({ alg: 'ES256', typ: 'JWT', kid })}.${claims ?? ''}.${signature ?? ''}`;
    expect(await refusalOf(token)).toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('with changed claims is refused', async () => {
    const [header, claims, signature] = mint.sign({ is_staff: false }).split('.');
    const token = `${header ?? ''}.${encoded({ ...decoded(claims), is_staff: true })}.${signature ?? ''}`;
    expect(await refusalOf(token)).toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it.each([
    ['nothing', ''],
    ['two dots', '..'],
    ['no key id', `${encoded({ alg: 'ES256', typ: 'JWT' })}.${encoded({})}.AAAA`],
    ['a key id that is a number', `${encoded({ alg: 'ES256', typ: 'JWT', kid: 1 })}.${encoded({})}.AAAA`],
    ['a payload that is not JSON', `${encoded({ alg: 'ES256', typ: 'JWT', kid: 'a' })}.${encoded('{')}.AAAA`],
    ['a header that is not JSON', `${encoded('{')}.${encoded({})}.AAAA`],
    ['a header that is null', `${encoded('null')}.${encoded({})}.AAAA`],
  ])('that is %s is refused', async (_, token) => {
    expect(await refusalOf(token)).toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('with anything after it is refused: a header it is forwarded in cannot be broken', async () => {
    for (const tail of ['\r\nx-user: admin', '\n', ' ', ' Bearer x']) {
      expect(await refusalOf(`${mint.sign()}${tail}`)).toMatchObject({ code: 'TOKEN_INVALID' });
    }
  });

  it('is refused and never a bug, whatever text it is', async () => {
    const header = fc.constant(encoded({ alg: 'ES256', typ: 'JWT', kid: 'a' }));
    const part = fc.oneof(header, fc.string(), fc.string().map(encoded), fc.json().map(encoded));
    const text = fc.array(part, { maxLength: 4 }).map((parts) => parts.join('.'));
    await fc.assert(
      fc.asyncProperty(text, async (token) => {
        expect(await refusalOf(token)).toMatchObject({ code: 'TOKEN_INVALID' });
      }),
    );
  });

  describe('that was verified before', () => {
    it('costs nothing more than a look', async () => {
      const token = mint.sign();
      const first = await verifier.verify(token);
      expect(verifier.verify(token)).toBe(first);
      await verifier.verify(mint.sign());
      expect(askForKeys).toHaveBeenCalledTimes(1);
    });

    it('is refused from the moment it runs out', async () => {
      const now = Math.floor(Date.now() / 1_000);
      const token = mint.sign({ exp: now + 60 });
      await verifier.verify(token);
      jest.setSystemTime((now + 60) * 1_000 - 1);
      expect(await refusalOf(token)).toBeUndefined();
      jest.setSystemTime((now + 60) * 1_000);
      const refusal = { code: 'TOKEN_INVALID', fields: { token: ['Token is expired'] } };
      expect(await refusalOf(token)).toMatchObject(refusal);
      expect(await refusalOf(token)).toMatchObject(refusal);
    });

    it('is refused from the moment its session ends, and only it', async () => {
      const [mine, other, unseen] = [
        mint.sign({ sid: 'mine' }),
        mint.sign({ sid: 'other' }),
        mint.sign({ sid: 'mine' }),
      ];
      await verifier.verify(mine);
      const before = await verifier.verify(other);
      revoked.add('mine');
      for (const token of [mine, mine, unseen]) {
        expect(await refusalOf(token)).toMatchObject({ code: 'TOKEN_INVALID' });
      }
      expect(verifier.verify(other)).toBe(before);
    });
  });

  describe('’s key', () => {
    it('is asked for once by all who need it at the same time', async () => {
      await Promise.all([1, 2, 3].map(async () => verifier.verify(mint.sign())));
      expect(askForKeys).toHaveBeenCalledTimes(1);
    });

    it('is found soon after auth-service announced it', async () => {
      await verifier.verify(mint.sign());
      mint = new TokenMint();
      jest.advanceTimersByTime(2_000);
      expect(await refusalOf(mint.sign())).toBeUndefined();
    });

    it('is not asked for more than once a second, however many unknown ids come', async () => {
      await verifier.verify(mint.sign());
      for (let attempt = 0; attempt < 50; attempt += 1) {
        expect(await refusalOf(new TokenMint().sign())).toMatchObject({ code: 'TOKEN_INVALID' });
      }
      expect(askForKeys).toHaveBeenCalledTimes(1);
      jest.advanceTimersByTime(1_001);
      await refusalOf(new TokenMint().sign());
      await refusalOf(new TokenMint().sign());
      expect(askForKeys).toHaveBeenCalledTimes(2);
    });

    it('is used for as long as auth-service is away', async () => {
      await verifier.verify(mint.sign());
      askForKeys.mockRejectedValue(new DomainError('SERVICE_UNAVAILABLE', 'away'));
      jest.advanceTimersByTime(10 * MINUTE_MS);
      expect(await refusalOf(mint.sign())).toBeUndefined();
      expect(askForKeys).toHaveBeenCalledTimes(2);
    });

    it('that nobody can be asked for is no fault of the token', async () => {
      askForKeys.mockRejectedValue(new DomainError('SERVICE_UNAVAILABLE', 'away'));
      expect(await refusalOf(mint.sign())).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
      askForKeys.mockResolvedValue(mint.jwks);
      expect(await refusalOf(mint.sign())).toBeUndefined();
    });

    it('is forgotten when auth-service takes it back', async () => {
      const old = mint;
      await verifier.verify(old.sign());
      mint = new TokenMint();
      jest.advanceTimersByTime(5 * MINUTE_MS + 1);
      expect(await refusalOf(old.sign())).toMatchObject({ code: 'TOKEN_INVALID' });
    });
  });
});
