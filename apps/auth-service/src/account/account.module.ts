import { Module } from '@nestjs/common';

import { AccountUpkeep } from './account-upkeep.js';
import { AccountController } from './account.controller.js';
import { CredentialRepository } from './credential.repository.js';
import { IdentityRepository } from './identity.repository.js';
import { PasswordCheck } from './password-check.js';
import { PasswordHasher } from './password-hasher.js';
import { Register } from './register.use-case.js';
import { SettlePendingCredentials } from './settle-pending-credentials.use-case.js';
import { UserCreatedConsumer } from './user-created.consumer.js';
import { UserUpdatedConsumer } from './user-updated.consumer.js';

@Module({
  controllers: [AccountController],
  providers: [
    PasswordHasher,
    PasswordCheck,
    CredentialRepository,
    IdentityRepository,
    Register,
    SettlePendingCredentials,
    AccountUpkeep,
    UserCreatedConsumer,
    UserUpdatedConsumer,
  ],
  exports: [IdentityRepository, CredentialRepository, PasswordHasher, PasswordCheck],
})
export class AccountModule {}
