import { describe, expect, it } from '@jest/globals';
import { decrypt } from '@atrium/secrets';

import { hashOf, newRefreshToken, openSuccessor, sealSuccessor } from './refresh-token-secret.js';

describe('a refresh token', () => {
  it('has 256 bits and is never the same', () => {
    const [one, other] = [newRefreshToken(), newRefreshToken()];
    expect(Buffer.from(one, 'base64url')).toHaveLength(32);
    expect(one).not.toBe(other);
  });

  it('opens its successor, and neither another token nor the stored hash does', () => {
    const [token, successor] = [newRefreshToken(), newRefreshToken()];
    const sealed = sealSuccessor(token, successor);
    expect(openSuccessor(token, sealed)).toBe(successor);
    expect(() => openSuccessor(newRefreshToken(), sealed)).toThrow();
    expect(() => decrypt(hashOf(token), sealed, 'refresh_token successor')).toThrow();
  });
});
