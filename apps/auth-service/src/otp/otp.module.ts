import { Module } from '@nestjs/common';

import { AccountModule } from '../account/account.module.js';
import { MailModule } from '../mail/mail.module.js';
import { SessionModule } from '../session/session.module.js';
import { OneTimeCodes } from './one-time-codes.js';
import { OtpMac } from './otp-code.js';
import { OtpUpkeep } from './otp-upkeep.js';
import { OtpController } from './otp.controller.js';
import { OtpRepository } from './otp.repository.js';
import { ProveAddress } from './prove-address.use-case.js';
import { RequestOtp } from './request-otp.use-case.js';
import { VerifyOtp } from './verify-otp.use-case.js';

@Module({
  imports: [AccountModule, SessionModule, MailModule],
  controllers: [OtpController],
  providers: [OtpRepository, OtpMac, OneTimeCodes, ProveAddress, RequestOtp, VerifyOtp, OtpUpkeep],
  exports: [RequestOtp, ProveAddress],
})
export class OtpModule {}
