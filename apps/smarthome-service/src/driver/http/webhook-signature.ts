import { createHmac, timingSafeEqual } from 'node:crypto';

/** `sha256=` and the HMAC-SHA-256 (RFC 2104) of `<timestamp>.<body>` in hexadecimal. */
export function signatureOf(secret: string, timestamp: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}

/** Compares in a time that tells nothing. */
export function isSignedBy(secret: string, timestamp: string, body: string, signature: string): boolean {
  const [expected, given] = [Buffer.from(signatureOf(secret, timestamp, body)), Buffer.from(signature)];
  return expected.length === given.length && timingSafeEqual(expected, given);
}
