import { describe, expect, it } from '@jest/globals';

import { isStorable, verifyStored } from './stored-password.js';

/** Made by Python's hashlib and crypt, and by Django; the first and the last are from Django's own tests. */
const HASHES = [
  'pbkdf2_sha256$390000$seasalt$8xBlGd3jVgvJ+92hWPxi5ww0uuAuAnKgC45eudxro7c=',
  'pbkdf2_sha256$1200$seasalt$KmtzjE7Y1gkaoDA3398+Z8C6WAH1qIwq4YKMLnMvlx8=',
  'pbkdf2_sha1$1200$seasalt$v02qtBZOipj+dZJich23opv4wjI=',
  'bcrypt_sha256$$2b$05$CCCCCCCCCCCCCCCCCCCCC.bdNwF18LmuBgx.3vdUAHc5aN/.UHaVC',
  'bcrypt$$2y$05$CCCCCCCCCCCCCCCCCCCCC./mc37Kdhrv0B3/.B13E.XXGgHg1yCoy',
  '$2y$05$CCCCCCCCCCCCCCCCCCCCC./mc37Kdhrv0B3/.B13E.XXGgHg1yCoy',
  'scrypt$16384$seasalt$8$1$Qj3+9PPyRjSJIebHnG81TMjsqtaIGxNQG/aEB/NYafTJ7tibgfYz71m0ldQESkXFRkdVCBhhY8mx7rQwite/Pw==',
];

describe('a stored password', () => {
  it.each(HASHES)('%s is verified', async (stored) => {
    expect(isStorable(stored)).toBe(true);
    await expect(verifyStored(stored, 'lètmein')).resolves.toBe(true);
    await expect(verifyStored(stored, 'letmein')).resolves.toBe(false);
    await expect(verifyStored(stored, '')).resolves.toBe(false);
  });

  it('of the Openwall project’s test vectors is verified', async () => {
    const stored = '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW';
    await expect(verifyStored(stored, 'U*U')).resolves.toBe(true);
    await expect(verifyStored(stored, 'U*')).resolves.toBe(false);
  });

  it.each(['!', '!Xq4WRGb6AVSDcuPLoNhZvA1Hk7ZyXnuIcXpoyxfs'])(
    'that is unusable (%s) lets nobody in',
    async (stored) => {
      expect(isStorable(stored)).toBe(true);
      await expect(verifyStored(stored, 'lètmein')).resolves.toBe(false);
      await expect(verifyStored(stored, stored)).resolves.toBe(false);
    },
  );

  it.each([
    ['a scheme that is too weak', 'md5$seasalt$3f86d0d3d465b7b458c231bf3555c0e3'],
    ['nothing', ''],
    ['another digest', 'pbkdf2_md5$1200$seasalt$v02qtBZOipj+dZJich23opv4wjI='],
    ['a tag cut short', 'pbkdf2_sha256$1200$seasalt$KmtzjE7Y'],
    [
      'iterations that would take minutes',
      'pbkdf2_sha256$999999999$seasalt$KmtzjE7Y1gkaoDA3398+Z8C6WAH1qIwq4YKMLnMvlx8=',
    ],
    ['a bcrypt cost that would take days', '$2b$31$CCCCCCCCCCCCCCCCCCCCC./mc37Kdhrv0B3/.B13E.XXGgHg1yCoy'],
    ['scrypt memory beyond reason', `scrypt$1048576$seasalt$8$1$${'A'.repeat(86)}==`],
    ['scrypt lanes beyond reason', `scrypt$16384$seasalt$8$999$${'A'.repeat(86)}==`],
    ['a scrypt factor that is no power of two', `scrypt$16385$seasalt$8$1$${'A'.repeat(86)}==`],
    ['half a scrypt hash', 'scrypt$16384$seasalt$8$1$Qj3+'],
    ['half a bcrypt hash', '$2b$05$CCCC'],
    [
      'an Argon2 hash of nothing',
      '$argon2id$v=19$m=0,t=0,p=0$RHnM9Jz0l+/D0/Dyk6cV3w$UJesqYQtWnPDE+76nEDWtwWyVDgXLiXj05COTqY9L6Q',
    ],
    ['half an Argon2 hash', '$argon2id$v=19$m=19456'],
    [
      'memory beyond reason',
      '$argon2id$v=19$m=4194304,t=2,p=1$RHnM9Jz0l+/D0/Dyk6cV3w$UJesqYQtWnPDE+76nEDWtwWyVDgXLiXj05COTqY9L6Q',
    ],
  ])('that is %s is not taken, and lets nobody in', async (_, stored) => {
    expect(isStorable(stored)).toBe(false);
    await expect(verifyStored(stored, 'lètmein')).resolves.toBe(false);
  });
});
