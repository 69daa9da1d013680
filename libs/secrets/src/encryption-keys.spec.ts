import { describe, expect, it } from '@jest/globals';

import { encryptionKeys } from './encryption-keys.js';

const one = Buffer.alloc(32, 1);
const two = Buffer.alloc(32, 2);

describe('encryptionKeys', () => {
  it('keeps the order, the key that encrypts first', () => {
    const text = `k2:${two.toString('base64')}, k1:${one.toString('base64')}`;
    expect(encryptionKeys.parse(text)).toEqual([
      { id: 'k2', secret: two },
      { id: 'k1', secret: one },
    ]);
  });

  it.each([
    ['no id', one.toString('base64')],
    ['a short key', `k1:${one.subarray(1).toString('base64')}`],
    ['another encoding', `k1:${one.toString('hex')}`],
    ['an empty entry', `k1:${one.toString('base64')},`],
    ['an id twice', `k1:${one.toString('base64')},k1:${two.toString('base64')}`],
  ])('refuses %s without repeating it', (_, text) => {
    const result = encryptionKeys.safeParse(text);
    expect(result.success).toBe(false);
    expect(result.error?.message).not.toContain(one.toString('base64').slice(0, 12));
  });
});
