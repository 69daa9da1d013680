import { createPublicKey, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { type AccessTokenClaims, getJwks, type Jwks, TOKEN_AUDIENCE, TOKEN_ISSUER } from '@atrium/contracts';
import type { NatsConnection } from '@nats-io/transport-node';
import { stubRpc } from './stub-rpc.ts';

/** Access tokens of this mint live this long unless told otherwise, in seconds. */
const LIFETIME_S = 900;

/** A person of a test: whom the claims are about, and the token that proves it. */
export interface TestPerson {
  readonly userId: string;
  readonly email: string;
  readonly username: string;
  readonly firstName: string;
  readonly accessToken: string;
}

/** A private key (P-256) and the id that tokens name it by. */
export interface MintKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
}

/** Signs access tokens as auth-service does (ES256), with a key of its own unless it is given one. */
export class TokenMint {
  readonly #key: MintKey;

  constructor(key: MintKey = newKey()) {
    this.#key = key;
  }

  /** What auth-service would publish if it signed with this key. */
  get jwks(): Jwks {
    const jwk = createPublicKey(this.#key.privateKey).export({ format: 'jwk' });
    return { keys: [{ ...jwk, kid: this.#key.kid, alg: 'ES256', use: 'sig' }] };
  }

  /** Answers requests for the public keys on this connection, in auth-service's place. */
  serve(connection: NatsConnection): Promise<void> {
    return stubRpc(connection, getJwks, () => this.jwks);
  }

  /** A signed access token, valid for a new person unless the claims say otherwise. */
  sign(claims: Partial<AccessTokenClaims> = {}): string {
    const now = Math.floor(Date.now() / 1_000);
    const payload: AccessTokenClaims = {
      iss: TOKEN_ISSUER,
      aud: TOKEN_AUDIENCE,
      sub: randomUUID(),
      sid: randomUUID(),
      token_type: 'access',
      username: 'somebody',
      email: 'somebody@example.com',
      given_name: 'Some',
      family_name: 'Body',
      is_staff: false,
      iat: now,
      exp: now + LIFETIME_S,
      ...claims,
    };
    const content = `${encoded({ alg: 'ES256', typ: 'JWT', kid: this.#key.kid })}.${encoded(payload)}`;
    // JWS wants the two numbers of the signature side by side, not in DER (RFC 7518, 3.4).
    const key = { key: this.#key.privateKey, dsaEncoding: 'ieee-p1363' } as const;
    return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`;
  }

  /** Somebody new who is logged in, by first name: `person('John')` is john@example.com. */
  person(firstName: string): TestPerson {
    const userId = randomUUID();
    const username = firstName.toLowerCase();
    const email = `${username}@example.com`;
    const accessToken = this.sign({ sub: userId, username, email, given_name: firstName });
    return { userId, email, username, firstName, accessToken };
  }
}

function newKey(): MintKey {
  return { kid: randomUUID(), privateKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey };
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
