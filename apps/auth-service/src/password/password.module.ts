import { Module } from '@nestjs/common';

import { AccountModule } from '../account/account.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { LoginModule } from '../login/login.module.js';
import { MailModule } from '../mail/mail.module.js';
import { SessionModule } from '../session/session.module.js';
import { ChangePassword } from './change-password.use-case.js';
import { PasswordMails } from './password-mails.js';
import { PasswordResetRepository } from './password-reset.repository.js';
import { PasswordUpkeep } from './password-upkeep.js';
import { PasswordController } from './password.controller.js';
import { RenewPassword } from './renew-password.js';
import { RequestPasswordReset } from './request-password-reset.use-case.js';
import { ResetPassword } from './reset-password.use-case.js';
import { SetPassword } from './set-password.js';

@Module({
  imports: [AccountModule, LoginModule, SessionModule, MailModule, AuditModule],
  controllers: [PasswordController],
  providers: [
    PasswordResetRepository,
    PasswordMails,
    SetPassword,
    RenewPassword,
    ChangePassword,
    RequestPasswordReset,
    ResetPassword,
    PasswordUpkeep,
  ],
})
export class PasswordModule {}
