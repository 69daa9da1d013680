import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { BFF_CONFIG, type BffConfig } from '../config.js';

/** The cookie whose value a page repeats in `X-CSRF-Token`. */
export const CSRF_COOKIE = 'csrf_token';

const NONCE_BYTES = 16;

/** The session of whoever is not signed in. */
const NO_SESSION = '';

/**
 * Signed double-submit tokens, `<nonce>.<of the session>.<of both>` in base64url, the latter two by HMAC-SHA-256:
 * another site can neither read the cookie nor make one that passes, and a token from another session is none here
 * (https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html). All replicas
 * derive the same key, so that each accepts the others'.
 */
@Injectable()
export class CsrfTokens {
  private readonly key: Buffer;

  constructor(@Inject(BFF_CONFIG) { INTERNAL_TOKEN }: BffConfig) {
    this.key = Buffer.from(hkdfSync('sha256', INTERNAL_TOKEN, '', 'atrium csrf-token', 32));
  }

  /** A new token for a session, or for somebody who is not signed in. */
  issue(sessionId = NO_SESSION): string {
    const content = `${randomBytes(NONCE_BYTES).toString('base64url')}.${this.sign(`session ${sessionId}`)}`;
    return `${content}.${this.sign(content)}`;
  }

  /** True for a token that was issued here or by another replica, for whatever session. */
  isGenuine(token: string): boolean {
    const [nonce = '', session = '', signature = ''] = token.split('.');
    return isSame(signature, this.sign(`${nonce}.${session}`));
  }

  /** True for a genuine token that was issued for this session. */
  isFor(token: string, sessionId = NO_SESSION): boolean {
    return this.isGenuine(token) && isSame(token.split('.')[1] ?? '', this.sign(`session ${sessionId}`));
  }

  private sign(content: string): string {
    return createHmac('sha256', this.key).update(content).digest('base64url');
  }
}

function isSame(given: string, expected: string): boolean {
  return Buffer.byteLength(given) === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}
