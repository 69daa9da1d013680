import { Injectable } from '@nestjs/common';
import type { RegisteredAccount, RegisterRequest } from '@atrium/contracts';

import { refuseCommonPassword } from './common-passwords.js';
import { OpenAccount, type NewProfile } from './open-account.use-case.js';
import { PasswordHasher } from './password-hasher.js';

/** Creates an account with a password. */
@Injectable()
export class Register {
  constructor(
    private readonly passwords: PasswordHasher,
    private readonly openAccount: OpenAccount,
  ) {}

  /** Rejects with USERNAME_TAKEN, EMAIL_TAKEN, or VALIDATION_FAILED for a common password, leaving nothing behind. */
  async execute({ password, ...profile }: RegisterRequest & NewProfile): Promise<RegisteredAccount> {
    refuseCommonPassword(password, 'password');
    return this.openAccount.execute(await this.passwords.hash(password), profile);
  }
}
