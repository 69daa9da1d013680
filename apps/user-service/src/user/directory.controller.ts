import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { listUsers, type ListUsersRequest, type UserList } from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { ListUsers } from './list-users.use-case.js';

/** The directory as people see it. */
@Controller()
export class DirectoryController {
  constructor(private readonly listUsersUseCase: ListUsers) {}

  @RpcHandler(listUsers)
  list(@Payload() request: ListUsersRequest, @CurrentCaller() caller: Caller): Promise<UserList> {
    return this.listUsersUseCase.execute(caller, request);
  }
}
