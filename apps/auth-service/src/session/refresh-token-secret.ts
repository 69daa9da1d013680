import { createHash, hkdfSync, randomBytes } from 'node:crypto';

import { decrypt, encrypt } from '@atrium/secrets';

const SUCCESSOR = 'refresh_token successor';

/** A new token: 256 random bits. */
export function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Encrypts a token's successor so that only the holder of the token itself can have it again. */
export function sealSuccessor(token: string, successor: string): Buffer {
  return encrypt(keyFrom(token), Buffer.from(successor), SUCCESSOR);
}

/** Undoes {@link sealSuccessor}. */
export function openSuccessor(token: string, sealed: Buffer): string {
  return decrypt(keyFrom(token), sealed, SUCCESSOR).toString();
}

/** HKDF-SHA-256 (RFC 5869): another function of the token than the stored hash, which therefore does not open it. */
function keyFrom(token: string): Buffer {
  return Buffer.from(hkdfSync('sha256', token, '', SUCCESSOR, 32));
}
