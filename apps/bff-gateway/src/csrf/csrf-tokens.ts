import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { BFF_CONFIG, type BffConfig } from '../config.js';

/** The cookie whose value a page repeats in `X-CSRF-Token`. */
export const CSRF_COOKIE = 'csrf_token';

const NONCE_BYTES = 16;

/**
 * Signed double-submit tokens, `<nonce>.<HMAC-SHA-256>` in base64url: another site can neither read the cookie nor make
 * one that passes. All replicas derive the same key, so that each accepts the others'.
 */
@Injectable()
export class CsrfTokens {
  private readonly key: Buffer;

  constructor(@Inject(BFF_CONFIG) { INTERNAL_TOKEN }: BffConfig) {
    this.key = Buffer.from(hkdfSync('sha256', INTERNAL_TOKEN, '', 'atrium csrf-token', 32));
  }

  issue(): string {
    const nonce = randomBytes(NONCE_BYTES).toString('base64url');
    return `${nonce}.${this.sign(nonce)}`;
  }

  /** True for a token that was issued here or by another replica. */
  isGenuine(token: string): boolean {
    const [nonce = '', signature = ''] = token.split('.', 2);
    const expected = this.sign(nonce);
    return signature.length === expected.length && timingSafeEqual(Buffer.from(signature), Buffer.from(expected));
  }

  private sign(nonce: string): string {
    return createHmac('sha256', this.key).update(nonce).digest('base64url');
  }
}
