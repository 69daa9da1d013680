import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

import type { PublicJwk } from '@atrium/contracts';
import { v7 as uuidv7 } from 'uuid';
import type { KeyRing } from '@atrium/secrets';

import type { SigningKey } from './signing-key.entity.js';

const generate = promisify(generateKeyPair);

/** A key pair that is not stored yet. */
export type NewSigningKey = Pick<SigningKey, 'kid' | 'publicJwk' | 'sealedPrivateKey' | 'signsFrom'>;

/** Makes an ES256 key pair (P-256; RFC 7518, section 3.4) that signs from the given moment on. */
export async function newSigningKey(ring: KeyRing, signsFrom: Date): Promise<NewSigningKey> {
  const { publicKey, privateKey } = await generate('ec', { namedCurve: 'P-256' });
  const kid = uuidv7();
  const publicJwk: PublicJwk = { ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' };
  const der = privateKey.export({ format: 'der', type: 'pkcs8' });
  return { kid, publicJwk, sealedPrivateKey: ring.seal(der, sealContext(kid)), signsFrom };
}

/** The place that a sealed private key belongs to. */
export function sealContext(kid: string): string {
  return `signing_key ${kid}`;
}
