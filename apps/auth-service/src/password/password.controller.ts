import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  changePassword,
  requestPasswordReset,
  resetPassword,
  type ChangePasswordRequest,
  type RequestPasswordResetRequest,
  type ResetPasswordRequest,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { ChangePassword } from './change-password.use-case.js';
import { RequestPasswordReset } from './request-password-reset.use-case.js';
import { ResetPassword } from './reset-password.use-case.js';

@Controller()
export class PasswordController {
  constructor(
    private readonly changePassword: ChangePassword,
    private readonly requestPasswordReset: RequestPasswordReset,
    private readonly resetPassword: ResetPassword,
  ) {}

  @RpcHandler(changePassword)
  async change(
    @Payload() request: ChangePasswordRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<Record<string, never>> {
    await this.changePassword.execute(request, caller);
    return {};
  }

  @RpcHandler(requestPasswordReset)
  async requestReset(@Payload() request: RequestPasswordResetRequest): Promise<Record<string, never>> {
    await this.requestPasswordReset.execute(request);
    return {};
  }

  @RpcHandler(resetPassword)
  async reset(@Payload() request: ResetPasswordRequest): Promise<Record<string, never>> {
    await this.resetPassword.execute(request);
    return {};
  }
}
