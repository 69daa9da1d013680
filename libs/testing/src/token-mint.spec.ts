import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { TokenMint } from './token-mint.ts';

describe('TokenMint', () => {
  const mint = new TokenMint();

  it('signs tokens that its published key verifies', () => {
    const [header = '', payload = '', signature = ''] = mint.sign({ sub: 'ada' }).split('.');
    const [jwk] = mint.jwks.keys;
    const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
    const content = Buffer.from(`${header}.${payload}`);
    const isValid = verify('sha256', content, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
    expect(isValid).toBe(true);
    expect(decoded(header)).toMatchObject({ alg: 'ES256', kid: jwk?.kid });
    expect(decoded(payload)).toMatchObject({ sub: 'ada', token_type: 'access' });
  });

  it('publishes nothing private', () => {
    expect(mint.jwks.keys[0]).not.toHaveProperty('d');
  });

  it('invents people who are somebody else each time', () => {
    const [one, other] = [mint.person('John'), mint.person('John')];
    expect(one).toMatchObject({ email: 'john@example.com', firstName: 'John' });
    expect(one.userId).not.toBe(other.userId);
  });
});

function decoded(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString());
}
