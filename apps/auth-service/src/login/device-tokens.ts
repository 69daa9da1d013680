import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { KeyRing } from '@atrium/secrets';

const TOKEN = /^([\w-]{22})\.([\w-]{43})$/;

/**
 * Tells devices that somebody has signed in with before from those of strangers: `device id.HMAC-SHA-256`, good for one
 * account. Opens nothing; its holder only is not held up by other people's failures.
 */
@Injectable()
export class DeviceTokens {
  private readonly keys: readonly Buffer[];

  constructor(ring: KeyRing) {
    this.keys = ring.derive('device');
  }

  /** A token for a device that has just signed in. */
  issue(userId: string): string {
    const id = randomBytes(16).toString('base64url');
    const [newest] = this.keys;
    if (!newest) throw new Error('A key ring needs a key');
    return `${id}.${macOf(newest, userId, id).toString('base64url')}`;
  }

  /** The id of the device that this token was issued to for this account; undefined when it is not one. */
  deviceOf(token: string, userId: string): string | undefined {
    const [, id, mac] = TOKEN.exec(token) ?? [];
    if (id === undefined || mac === undefined) return undefined;
    const presented = Buffer.from(mac, 'base64url');
    return this.keys.some((key) => timingSafeEqual(macOf(key, userId, id), presented)) ? id : undefined;
  }
}

function macOf(key: Buffer, userId: string, id: string): Buffer {
  return createHmac('sha256', key)
    .update(JSON.stringify([userId, id]))
    .digest();
}
