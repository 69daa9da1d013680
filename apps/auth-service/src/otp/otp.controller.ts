import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { requestOtp, verifyOtp, type RequestOtpRequest, type TokenSet, type VerifyOtpRequest } from '@atrium/contracts';
import { RpcHandler } from '@atrium/rpc';

import { RequestOtp } from './request-otp.use-case.js';
import { VerifyOtp } from './verify-otp.use-case.js';

@Controller()
export class OtpController {
  constructor(
    private readonly requestOtp: RequestOtp,
    private readonly verifyOtp: VerifyOtp,
  ) {}

  @RpcHandler(requestOtp)
  async request(@Payload() { email }: RequestOtpRequest): Promise<Record<string, never>> {
    await this.requestOtp.execute(email);
    return {};
  }

  @RpcHandler(verifyOtp)
  verify(@Payload() request: VerifyOtpRequest): Promise<TokenSet> {
    return this.verifyOtp.execute(request);
  }
}
