import { Module } from '@nestjs/common';

import { AccountModule } from '../account/account.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { SessionModule } from '../session/session.module.js';
import { DeviceTokens } from './device-tokens.js';
import { LogIn } from './log-in.use-case.js';
import { LoginAttempts } from './login-attempts.js';
import { LoginThrottleRepository } from './login-throttle.repository.js';
import { LoginUpkeep } from './login-upkeep.js';
import { LoginController } from './login.controller.js';
import { ProvePassword } from './prove-password.use-case.js';

@Module({
  imports: [AccountModule, SessionModule, AuditModule],
  controllers: [LoginController],
  providers: [LoginThrottleRepository, DeviceTokens, LoginAttempts, ProvePassword, LogIn, LoginUpkeep],
  exports: [LoginAttempts, ProvePassword],
})
export class LoginModule {}
