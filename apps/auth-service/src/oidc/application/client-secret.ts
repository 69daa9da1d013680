import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new secret: 256 random bits. */
export function newClientSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a secret. Without salt or stretching: it is 256 random bits. */
export function hashOfSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Compares what a client presents with the stored hash, as the provider holds it in hexadecimal. */
export function isSecret(presented: string, hashInHex: string): boolean {
  const stored = Buffer.from(hashInHex, 'hex');
  const hash = hashOfSecret(presented);
  return stored.length === hash.length && timingSafeEqual(stored, hash);
}
