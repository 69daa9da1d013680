import { Injectable } from '@nestjs/common';
import type { ProvisionAccountRequest, RegisteredAccount } from '@atrium/contracts';
import { DomainError } from '@atrium/rpc';

import { refuseCommonPassword } from '../account/common-passwords.js';
import { OpenAccount } from '../account/open-account.use-case.js';
import { PasswordHasher } from '../account/password-hasher.js';
import { isStorable } from '../account/stored-password.js';

/** Makes an account for an operator, with a new password or with a hash that another system kept. */
@Injectable()
export class ProvisionAccount {
  constructor(
    private readonly passwords: PasswordHasher,
    private readonly openAccount: OpenAccount,
  ) {}

  /** Rejects with VALIDATION_FAILED for a common password or a hash that nobody could verify, USERNAME_TAKEN or EMAIL_TAKEN. */
  async execute({ password, passwordHash = '', ...profile }: ProvisionAccountRequest): Promise<RegisteredAccount> {
    if (password !== undefined) refuseCommonPassword(password, 'password');
    return this.openAccount.execute(
      password === undefined ? storable(passwordHash) : await this.passwords.hash(password),
      profile,
    );
  }
}

function storable(passwordHash: string): string {
  if (isStorable(passwordHash)) return passwordHash;
  const detail = 'The password hash has no known format';
  throw new DomainError('VALIDATION_FAILED', detail, { passwordHash: [detail] });
}
