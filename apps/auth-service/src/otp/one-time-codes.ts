import { Injectable } from '@nestjs/common';
import type { Transaction } from '@atrium/persistence';

import { newOtpCode, OtpMac } from './otp-code.js';
import type { OtpPurpose } from './otp.entity.js';
import { OtpRepository } from './otp.repository.js';

/** Issues and redeems codes; an address is the same in upper and lower case. */
@Injectable()
export class OneTimeCodes {
  constructor(
    private readonly otps: OtpRepository,
    private readonly macs: OtpMac,
  ) {}

  /** A new code in place of the one the address had; undefined when it has had too many, or was guessed at too often, lately. */
  async issue(tx: Transaction, purpose: OtpPurpose, email: string, userId: string): Promise<string | undefined> {
    const address = email.toLowerCase();
    const code = newOtpCode();
    const codeMac = this.macs.of(purpose, address, code);
    return (await this.otps.issue(tx, { purpose, address, userId, codeMac })) ? code : undefined;
  }

  /** Uses up a code and returns whose it is; undefined, and one try less, when it is wrong, used or expired. */
  use(tx: Transaction, purpose: OtpPurpose, email: string, code: string): Promise<string | undefined> {
    const address = email.toLowerCase();
    return this.otps.use(tx, { purpose, address }, this.macs.candidates(purpose, address, code));
  }
}
