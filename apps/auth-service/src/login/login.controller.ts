import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { login, type LoggedIn, type LoginRequest } from '@atrium/contracts';
import { RpcHandler } from '@atrium/rpc';

import { LogIn } from './log-in.use-case.js';

@Controller()
export class LoginController {
  constructor(private readonly logIn: LogIn) {}

  @RpcHandler(login)
  login(@Payload() request: LoginRequest): Promise<LoggedIn> {
    return this.logIn.execute(request);
  }
}
