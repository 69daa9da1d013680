import { describe, expect, it } from '@jest/globals';
import { hash, verify } from '@node-rs/argon2';

import { PasswordHasher } from './password-hasher.js';

describe('PasswordHasher', () => {
  it('makes Argon2id hashes of the chosen cost', async () => {
    await expect(new PasswordHasher().hash('securePass123')).resolves.toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('takes a password for the same however its letters are encoded', async () => {
    const stored = await new PasswordHasher().hash('ﬁancée-\u0065\u0301');
    await expect(verify(stored, 'fiancée-\u00e9')).resolves.toBe(true);
  });

  it.each(['hash', 'verify'] as const)('leaves the event loop to others: %s', async (method) => {
    const hasher = new PasswordHasher();
    const pending = { hash: () => hasher.hash('securePass123'), verify: () => hasher.verify(undefined, 'x') };
    const work = { isDone: false };
    const working = Promise.all(Array.from({ length: 4 }, () => pending[method]())).finally(() => {
      work.isDone = true;
    });
    let turns = 0;
    while (!work.isDone) {
      await new Promise(setImmediate);
      turns += 1;
    }
    await working;
    // Were it done on the loop, the work would be over by the first turns.
    expect(turns).toBeGreaterThan(50);
  });

  it('refuses when too many wait', async () => {
    const hasher = new PasswordHasher();
    const outcomes = await Promise.allSettled(Array.from({ length: 110 }, () => hasher.hash('securePass123')));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThanOrEqual(10);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });

  it('verifies its own hashes and those of other back ends, and tells which are outdated', async () => {
    const hasher = new PasswordHasher();
    const own = await hasher.hash('securePass123');
    const cheap = await hash('securePass123', { memoryCost: 8_192, timeCost: 1 });
    const django = 'pbkdf2_sha256$1200$seasalt$KmtzjE7Y1gkaoDA3398+Z8C6WAH1qIwq4YKMLnMvlx8=';
    await expect(hasher.verify(own, 'securePass123')).resolves.toBe(true);
    await expect(hasher.verify(own, 'securePass124')).resolves.toBe(false);
    await expect(hasher.verify(cheap, 'securePass123')).resolves.toBe(true);
    await expect(hasher.verify(django, 'lètmein')).resolves.toBe(true);
    expect([own, cheap, django].map((stored) => hasher.isOutdated(stored))).toEqual([false, true, true]);
  });

  it('takes nobody’s password for right', async () => {
    await expect(new PasswordHasher().verify(undefined, 'securePass123')).resolves.toBe(false);
  });
});
