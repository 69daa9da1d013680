import { createHmac, timingSafeEqual } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { KeyRing } from '@atrium/secrets';

/** Ties a form to the interaction it was shown in: nobody else can make a token for it. */
@Injectable()
export class CsrfTokens {
  private readonly keys: readonly Buffer[];

  constructor(ring: KeyRing) {
    this.keys = ring.derive('oidc forms');
  }

  tokenFor(interactionId: string): string {
    return macOf(this.keys[0] ?? Buffer.alloc(0), interactionId).toString('base64url');
  }

  isTokenFor(interactionId: string, token: string): boolean {
    const presented = Buffer.from(token, 'base64url');
    return this.keys.some((key) => {
      const mac = macOf(key, interactionId);
      return mac.length === presented.length && timingSafeEqual(mac, presented);
    });
  }
}

function macOf(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
