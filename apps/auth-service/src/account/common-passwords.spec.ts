import { describe, expect, it } from '@jest/globals';

import { refuseCommonPassword } from './common-passwords.js';

describe('a new password', () => {
  it.each(['password', '12345678', 'Password1', 'QWERTYUIOP', 'iloveyou', 'ｐassword'])('is not %s', (password) => {
    expect(() => refuseCommonPassword(password, 'newPassword')).toThrow(
      expect.objectContaining({ code: 'VALIDATION_FAILED', fields: { newPassword: ['This password is too common.'] } }),
    );
  });

  it.each(['securePassword123', 'securePass123', 'secure_password', 'newpassword', 'yourpassword', 'correct horse'])(
    'may be %s',
    (password) => {
      expect(() => refuseCommonPassword(password, 'password')).not.toThrow();
    },
  );
});
