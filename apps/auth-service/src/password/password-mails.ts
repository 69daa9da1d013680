import { Injectable } from '@nestjs/common';
import type { Transaction } from '@atrium/persistence';

import { MailSettings } from '../mail/mail-settings.js';
import { Postbox } from '../mail/postbox.js';
import { RESET_LIFETIME_SECONDS } from './password-reset.repository.js';
import { passwordChangedMail, passwordResetMail } from './password.mails.js';

/** Worth sending for a day: an owner who did not do it must learn of it. */
const NOTICE_LIFETIME_SECONDS = 86_400;

/** Posts the mails about passwords. */
@Injectable()
export class PasswordMails {
  constructor(
    private readonly postbox: Postbox,
    private readonly settings: MailSettings,
  ) {}

  async postToken(tx: Transaction, to: string, token: string): Promise<void> {
    const mail = passwordResetMail(to, token, RESET_LIFETIME_SECONDS / 60, this.settings.publicUrl);
    await this.postbox.post(tx, mail, RESET_LIFETIME_SECONDS);
  }

  async postNotice(tx: Transaction, to: string): Promise<void> {
    await this.postbox.post(tx, passwordChangedMail(to, this.settings.publicUrl), NOTICE_LIFETIME_SECONDS);
  }
}
