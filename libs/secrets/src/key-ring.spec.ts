import { describe, expect, it } from '@jest/globals';

import { KeyRing, type EncryptionKey } from './key-ring.js';

const older: EncryptionKey = { id: 'k0', secret: Buffer.alloc(32, 1) };
const newer: EncryptionKey = { id: 'k1', secret: Buffer.alloc(32, 2) };
const secret = Buffer.from('a secret');

describe('KeyRing', () => {
  it('opens what it sealed, for the same place only', () => {
    const ring = new KeyRing([newer]);
    const sealed = ring.seal(secret, 'mail 1');
    expect(sealed.includes(secret)).toBe(false);
    expect(ring.open(sealed, 'mail 1')).toEqual(secret);
    expect(() => ring.open(sealed, 'mail 2')).toThrow('mail 2 cannot be opened');
  });

  it('never seals the same value twice alike', () => {
    const ring = new KeyRing([newer]);
    expect(ring.seal(secret, 'mail 1')).not.toEqual(ring.seal(secret, 'mail 1'));
  });

  it('notices every changed byte', () => {
    const ring = new KeyRing([newer]);
    const sealed = ring.seal(secret, 'mail 1');
    for (let index = 0; index < sealed.length; index += 1) {
      const damaged = Buffer.from(sealed);
      damaged[index] = (damaged[index] ?? 0) ^ 1;
      expect(() => ring.open(damaged, 'mail 1')).toThrow();
    }
    expect(() => ring.open(Buffer.alloc(0), 'mail 1')).toThrow();
    expect(() => ring.open(sealed.subarray(0, -1), 'mail 1')).toThrow();
  });

  it('opens with any key and seals with the first', () => {
    const sealed = new KeyRing([older]).seal(secret, 'mail 1');
    const ring = new KeyRing([newer, older]);
    expect(ring.open(sealed, 'mail 1')).toEqual(secret);
    expect(() => new KeyRing([older]).open(ring.seal(secret, 'mail 1'), 'mail 1')).toThrow('"k1"');
  });

  it('names a key that is another one now', () => {
    const sealed = new KeyRing([newer]).seal(secret, 'mail 1');
    const changed = new KeyRing([{ id: newer.id, secret: older.secret }]);
    expect(() => changed.open(sealed, 'mail 1')).toThrow('the key "k1" is another one now');
  });

  it('derives other keys for other purposes', () => {
    const [forOtp] = new KeyRing([newer]).derive('otp');
    const [forElse] = new KeyRing([newer]).derive('else');
    expect(forOtp).toHaveLength(32);
    expect(forOtp).not.toEqual(forElse);
    expect(forOtp).not.toEqual(newer.secret);
  });
});
