import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  createAccount,
  provisionAccount,
  setPassword,
  type CreateAccountRequest,
  type ProvisionAccountRequest,
  type RegisteredAccount,
  type SetPasswordRequest,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { CreateAccount } from './create-account.use-case.js';
import { ProvisionAccount } from './provision-account.use-case.js';
import { SetPassword } from './set-password.use-case.js';

/** What staff and operators do with other people's accounts. */
@Controller()
export class AccountAdminController {
  constructor(
    private readonly createAccountUseCase: CreateAccount,
    private readonly provisionAccountUseCase: ProvisionAccount,
    private readonly setPasswordUseCase: SetPassword,
  ) {}

  @RpcHandler(createAccount)
  create(@Payload() request: CreateAccountRequest, @CurrentCaller() caller: Caller): Promise<RegisteredAccount> {
    return this.createAccountUseCase.execute(caller, request);
  }

  @RpcHandler(provisionAccount)
  provision(@Payload() request: ProvisionAccountRequest): Promise<RegisteredAccount> {
    return this.provisionAccountUseCase.execute(request);
  }

  @RpcHandler(setPassword)
  async setPassword(
    @Payload() request: SetPasswordRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<Record<string, never>> {
    await this.setPasswordUseCase.execute(caller, request);
    return {};
  }
}
