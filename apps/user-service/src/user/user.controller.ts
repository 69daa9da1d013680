import { Controller } from '@nestjs/common';
import {
  createUser,
  findUsers,
  getOwnUser,
  type CreateUserRequest,
  type FindUsersRequest,
  type GetOwnUserRequest,
  type UserView,
} from '@atrium/contracts';
import { CurrentCaller, DomainError, RpcHandler, type Caller } from '@atrium/rpc';
import { Payload } from '@nestjs/microservices';

import { CreateUser } from './create-user.use-case.js';
import { UserRepository } from './user.repository.js';
import { toUserView } from './user.view.js';

@Controller()
export class UserController {
  constructor(
    private readonly createUserUseCase: CreateUser,
    private readonly users: UserRepository,
  ) {}

  @RpcHandler(createUser)
  async create(@Payload() request: CreateUserRequest): Promise<UserView> {
    return toUserView(await this.createUserUseCase.execute(request));
  }

  @RpcHandler(getOwnUser)
  async getOwn(@Payload() _request: GetOwnUserRequest, @CurrentCaller() caller: Caller): Promise<UserView> {
    const user = await this.users.findById(caller.userId);
    if (!user) throw new DomainError('USER_NOT_FOUND', 'This account no longer exists');
    return toUserView(user);
  }

  @RpcHandler(findUsers)
  async find(@Payload() { ids }: FindUsersRequest): Promise<UserView[]> {
    return (await this.users.findByIds(ids)).map(toUserView);
  }
}
