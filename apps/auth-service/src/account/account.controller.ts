import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { register, type RegisteredAccount, type RegisterRequest } from '@atrium/contracts';
import { RpcHandler } from '@atrium/rpc';

import { Register } from './register.use-case.js';

@Controller()
export class AccountController {
  constructor(private readonly registerUseCase: Register) {}

  @RpcHandler(register)
  register(@Payload() request: RegisterRequest): Promise<RegisteredAccount> {
    return this.registerUseCase.execute(request);
  }
}
