import { describe, expect, it } from '@jest/globals';
import { KeyRing } from '@atrium/secrets';

import { DeviceTokens } from './device-tokens.js';

describe('a device token', () => {
  const older = { id: 'k1', secret: Buffer.alloc(32, 1) };
  const newer = { id: 'k2', secret: Buffer.alloc(32, 2) };
  const tokens = new DeviceTokens(new KeyRing([older]));

  it('names its device to the account it was issued for, and to no other', () => {
    const token = tokens.issue('ada');
    expect(tokens.deviceOf(token, 'ada')).toHaveLength(22);
    expect(tokens.deviceOf(token, 'bob')).toBeUndefined();
  });

  it('is good under every key of the ring, and under no other', () => {
    const token = tokens.issue('ada');
    expect(new DeviceTokens(new KeyRing([newer, older])).deviceOf(token, 'ada')).toBeDefined();
    expect(new DeviceTokens(new KeyRing([newer])).deviceOf(token, 'ada')).toBeUndefined();
  });

  it.each(['', 'x', 'x.y', `${'a'.repeat(22)}.${'b'.repeat(43)}`, `${'a'.repeat(22)}.${'é'.repeat(43)}`])(
    'is not just anything: "%s"',
    (token) => {
      expect(tokens.deviceOf(token, 'ada')).toBeUndefined();
    },
  );
});
