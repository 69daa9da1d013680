import { describe, expect, it } from '@jest/globals';
import { verify } from '@node-rs/argon2';

import { PasswordHasher } from './password-hasher.js';

describe('PasswordHasher', () => {
  it('makes Argon2id hashes of the chosen cost', async () => {
    await expect(new PasswordHasher().hash('securePass123')).resolves.toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('takes a password for the same however its letters are encoded', async () => {
    const stored = await new PasswordHasher().hash('ﬁancée-\u0065\u0301');
    await expect(verify(stored, 'fiancée-\u00e9')).resolves.toBe(true);
  });

  it('refuses when too many wait', async () => {
    const hasher = new PasswordHasher();
    const outcomes = await Promise.allSettled(Array.from({ length: 110 }, () => hasher.hash('securePass123')));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThanOrEqual(10);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });
});
