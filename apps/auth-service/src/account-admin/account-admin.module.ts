import { Module } from '@nestjs/common';

import { AccountModule } from '../account/account.module.js';
import { SessionModule } from '../session/session.module.js';
import { AccountAdminController } from './account-admin.controller.js';
import { CreateAccount } from './create-account.use-case.js';
import { ProvisionAccount } from './provision-account.use-case.js';
import { SetPassword } from './set-password.use-case.js';
import { StaffGate } from './staff-gate.js';

@Module({
  imports: [AccountModule, SessionModule],
  controllers: [AccountAdminController],
  providers: [StaffGate, CreateAccount, ProvisionAccount, SetPassword],
})
export class AccountAdminModule {}
