import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  findUsersByName,
  listUsers,
  type FindUsersByNameRequest,
  type ListUsersRequest,
  type UserList,
  type UserView,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { ListUsers } from './list-users.use-case.js';
import { UserRepository } from './user.repository.js';
import { toUserView } from './user.view.js';

/** Looking for users. */
@Controller()
export class DirectoryController {
  constructor(
    private readonly listUsersUseCase: ListUsers,
    private readonly users: UserRepository,
  ) {}

  @RpcHandler(listUsers)
  list(@Payload() request: ListUsersRequest, @CurrentCaller() caller: Caller): Promise<UserList> {
    return this.listUsersUseCase.execute(caller, request);
  }

  @RpcHandler(findUsersByName)
  async findByName(@Payload() { username, email }: FindUsersByNameRequest): Promise<UserView[]> {
    return (await this.users.findByName(username, email)).map(toUserView);
  }
}
