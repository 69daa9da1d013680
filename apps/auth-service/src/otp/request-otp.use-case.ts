import { setTimeout as delay } from 'node:timers/promises';

import { Injectable, Logger } from '@nestjs/common';
import { UnitOfWork } from '@atrium/persistence';

import type { Identity } from '../account/identity.entity.js';
import { IdentityRepository } from '../account/identity.repository.js';
import { MailSettings } from '../mail/mail-settings.js';
import { Postbox } from '../mail/postbox.js';
import { OneTimeCodes } from './one-time-codes.js';
import { otpMail } from './otp.mail.js';
import { OTP_LIFETIME_SECONDS } from './otp.repository.js';

/** Longer than it takes to store a code and its mail, so that the time of an answer does not tell who has an account. */
const ANSWER_AFTER_MS = 50;

/** Sends a sign-in code to the owner of an address. Nothing in the answer tells whether there is one. */
@Injectable()
export class RequestOtp {
  private readonly logger = new Logger(RequestOtp.name);

  constructor(
    private readonly identities: IdentityRepository,
    private readonly codes: OneTimeCodes,
    private readonly postbox: Postbox,
    private readonly settings: MailSettings,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute(email: string): Promise<void> {
    await Promise.all([this.sendIfKnown(email), delay(ANSWER_AFTER_MS)]);
  }

  private async sendIfKnown(email: string): Promise<void> {
    const identity = await this.identities.findActiveByEmail(email);
    if (!identity || (await this.send(identity))) return;
    this.logger.log({
      msg: 'no code sent: the address has had too many codes or wrong guesses lately',
      userId: identity.userId,
    });
  }

  /** Code and mail are stored together, or neither is. Returns false when the address has had too many codes or wrong guesses. */
  private send({ userId, email }: Identity): Promise<boolean> {
    return this.unitOfWork.run(async (tx) => {
      const code = await this.codes.issue(tx, 'login', email, userId);
      if (code === undefined) return false;
      const { publicUrl } = this.settings;
      await this.postbox.post(
        tx,
        otpMail(email, code, { minutes: OTP_LIFETIME_SECONDS / 60, publicUrl }),
        OTP_LIFETIME_SECONDS,
      );
      return true;
    });
  }
}
