import { randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { KeyRing } from '@atrium/secrets';

const SECRET_BYTES = 32;

/** Makes and keeps the secrets by which HTTP devices and the suite recognise each other. */
@Injectable()
export class DeviceSecretBox {
  constructor(private readonly keys: KeyRing) {}

  /** A new secret: to be told once, and sealed for the database. */
  create(deviceId: string): { readonly plain: string; readonly sealed: Buffer } {
    const plain = randomBytes(SECRET_BYTES).toString('base64url');
    return { plain, sealed: this.keys.seal(Buffer.from(plain), contextOf(deviceId)) };
  }

  /** Throws when the value was sealed for another device, or its key is gone. */
  open(deviceId: string, sealed: Buffer): string {
    return this.keys.open(sealed, contextOf(deviceId)).toString();
  }
}

function contextOf(deviceId: string): string {
  return `device ${deviceId}`;
}
