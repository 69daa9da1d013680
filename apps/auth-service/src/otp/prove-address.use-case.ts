import { Injectable } from '@nestjs/common';
import type { Transaction } from '@atrium/persistence';

import type { Identity } from '../account/identity.entity.js';
import { IdentityRepository } from '../account/identity.repository.js';
import { OneTimeCodes } from './one-time-codes.js';

/** Decides whose an address and the code that was sent to it are. */
@Injectable()
export class ProveAddress {
  constructor(
    private readonly codes: OneTimeCodes,
    private readonly identities: IdentityRepository,
  ) {}

  /**
   * Uses up the code in the transaction that goes by it. Refuses by undefined: an error would roll back the count of
   * tries.
   */
  async execute(tx: Transaction, email: string, otp: string): Promise<Identity | undefined> {
    const userId = await this.codes.use(tx, 'login', email, otp);
    if (userId === undefined) return undefined;
    // The code proves the address, which must still be theirs.
    await this.identities.verifyEmail(tx, userId, email);
    const identity = await this.identities.findActive(userId, tx);
    return identity?.email.toLowerCase() === email.toLowerCase() ? identity : undefined;
  }
}
