import { hkdfSync } from 'node:crypto';

import { decrypt, encrypt } from './aes-gcm.js';

/** One key of the ring; `secret` has 32 bytes. */
export interface EncryptionKey {
  readonly id: string;
  readonly secret: Buffer;
}

/**
 * The keys that protect secrets at rest. The first one encrypts, all of them decrypt, so that a new key can be put in
 * front while older values still name theirs. A sealed value is `length of key id | key id | iv | ciphertext | tag`.
 */
export class KeyRing {
  private readonly newest: EncryptionKey;

  /** Throws when there is no key. */
  constructor(private readonly keys: readonly EncryptionKey[]) {
    const [newest] = keys;
    if (!newest) throw new Error('A key ring needs a key');
    this.newest = newest;
  }

  /** Encrypts for one place, `context`, for example the table and the row's id. */
  seal(plaintext: Buffer, context: string): Buffer {
    const keyId = Buffer.from(this.newest.id);
    return Buffer.concat([Buffer.of(keyId.length), keyId, encrypt(this.newest.secret, plaintext, context)]);
  }

  /** Undoes {@link seal}. Throws an error that names the key when that is missing, wrong, or the value is damaged. */
  open(sealed: Buffer, context: string): Buffer {
    const start = 1 + (sealed[0] ?? 0);
    const keyId = sealed.subarray(1, start).toString();
    const key = this.keys.find(({ id }) => id === keyId);
    if (!key) throw new Error(`${context} is sealed with the key "${keyId}", which ENCRYPTION_KEYS does not hold`);
    try {
      return decrypt(key.secret, sealed.subarray(start), context);
    } catch (cause) {
      throw new Error(`${context} cannot be opened: the key "${keyId}" is another one now, or the value is damaged`, {
        cause,
      });
    }
  }

  /** A key of 32 bytes for one purpose from each key of the ring (HKDF-SHA-256, RFC 5869), the newest first. */
  derive(purpose: string): Buffer[] {
    return this.keys.map(({ secret }) => Buffer.from(hkdfSync('sha256', secret, '', `atrium ${purpose}`, 32)));
  }
}
