import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Transaction } from '@atrium/persistence';

import type { Identity } from '../account/identity.entity.js';
import { refuseCommonPassword } from '../account/common-passwords.js';
import { PasswordHasher } from '../account/password-hasher.js';
import { SetPassword, type NewPassword } from './set-password.js';

/** Whose password is renewed, and what is to be said of it. */
type Renewal = Omit<NewPassword, 'hash'> & { readonly account: Identity };

/** Hashes a new password and stores it in one transaction with the proof that allows it. */
@Injectable()
export class RenewPassword {
  constructor(
    private readonly hasher: PasswordHasher,
    private readonly setPassword: SetPassword,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * `allow` uses up the proof, and is undefined when that is no good: then nothing changes and this is false. Rejects with
   * VALIDATION_FAILED for a common password, using up nothing.
   */
  async execute(password: string, allow: (tx: Transaction) => Promise<Renewal | undefined>): Promise<boolean> {
    refuseCommonPassword(password, 'newPassword');
    // Before the transaction: hashing takes long.
    const hash = await this.hasher.hash(password);
    return this.unitOfWork.run(async (tx) => {
      const renewal = await allow(tx);
      if (!renewal) return false;
      const { account, ...details } = renewal;
      await this.setPassword.execute(tx, account, { hash, ...details });
      return true;
    });
  }
}
