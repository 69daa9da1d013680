import { Injectable } from '@nestjs/common';

import { CredentialRepository, type Account } from './credential.repository.js';
import { PasswordHasher } from './password-hasher.js';

/** Finds accounts and checks their passwords. */
@Injectable()
export class PasswordCheck {
  constructor(
    private readonly credentials: CredentialRepository,
    private readonly hasher: PasswordHasher,
  ) {}

  /** Who signs in under this user name or address, if anybody does. */
  accountOf(identifier: string): Promise<Account | undefined> {
    return this.credentials.findAccount(identifier);
  }

  /**
   * True if the password is the account's; takes as long and is false without an account. A hash that another back end
   * made, or that has become too cheap, is replaced on the way.
   */
  async passes(account: Account | undefined, password: string): Promise<boolean> {
    const stored = account?.passwordHash ?? undefined;
    const isRight = await this.hasher.verify(stored, password);
    if (isRight && account && stored !== undefined && this.hasher.isOutdated(stored)) {
      await this.credentials.upgrade(account.userId, stored, await this.hasher.hash(password));
    }
    return isRight;
  }
}
