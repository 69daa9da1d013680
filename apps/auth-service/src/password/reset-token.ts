import { createHash, randomBytes } from 'node:crypto';

/** A new token: 256 random bits. */
export function newResetToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token. */
export function resetTokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
