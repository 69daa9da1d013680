import { Module } from '@nestjs/common';

import { AuditModule } from '../audit/audit.module.js';
import { AccountUpkeep } from './account-upkeep.js';
import { AccountController } from './account.controller.js';
import { CredentialRepository } from './credential.repository.js';
import { IdentityRepository } from './identity.repository.js';
import { OpenAccount } from './open-account.use-case.js';
import { PasswordCheck } from './password-check.js';
import { PasswordHasher } from './password-hasher.js';
import { Register } from './register.use-case.js';
import { SettlePendingCredentials } from './settle-pending-credentials.use-case.js';
import { UserCreatedConsumer } from './user-created.consumer.js';

@Module({
  imports: [AuditModule],
  controllers: [AccountController],
  providers: [
    PasswordHasher,
    PasswordCheck,
    CredentialRepository,
    IdentityRepository,
    OpenAccount,
    Register,
    SettlePendingCredentials,
    AccountUpkeep,
    UserCreatedConsumer,
  ],
  exports: [IdentityRepository, CredentialRepository, PasswordCheck, PasswordHasher, OpenAccount, Register],
})
export class AccountModule {}
