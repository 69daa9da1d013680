import { Controller } from '@nestjs/common';
import {
  createUser,
  deleteUser,
  findUsers,
  getOwnUser,
  getUser,
  updateUser,
  type CreateUserRequest,
  type DeleteUserRequest,
  type FindUsersRequest,
  type GetOwnUserRequest,
  type GetUserRequest,
  type UpdateUserRequest,
  type UserView,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';
import { Payload } from '@nestjs/microservices';

import { CreateUser } from './create-user.use-case.js';
import { DeleteUser } from './delete-user.use-case.js';
import { UpdateUser } from './update-user.use-case.js';
import { UserRepository } from './user.repository.js';
import { toUserView } from './user.view.js';
import { userNotFound, Viewer } from './viewer.js';

@Controller()
export class UserController {
  constructor(
    private readonly createUserUseCase: CreateUser,
    private readonly updateUserUseCase: UpdateUser,
    private readonly deleteUserUseCase: DeleteUser,
    private readonly viewer: Viewer,
    private readonly users: UserRepository,
  ) {}

  @RpcHandler(createUser)
  async create(@Payload() request: CreateUserRequest): Promise<UserView> {
    return toUserView(await this.createUserUseCase.execute(request));
  }

  @RpcHandler(getOwnUser)
  async getOwn(@Payload() _request: GetOwnUserRequest, @CurrentCaller() caller: Caller): Promise<UserView> {
    const user = await this.users.findById(caller.userId);
    if (!user) throw userNotFound();
    return toUserView(user);
  }

  @RpcHandler(getUser)
  async get(@Payload() { id }: GetUserRequest, @CurrentCaller() caller: Caller): Promise<UserView> {
    const viewer = await this.viewer.requireAccess(caller, id);
    const user = viewer.id === id ? viewer : await this.users.findById(id);
    if (!user) throw userNotFound();
    return toUserView(user);
  }

  @RpcHandler(updateUser)
  async update(@Payload() request: UpdateUserRequest, @CurrentCaller() caller: Caller): Promise<UserView> {
    return toUserView(await this.updateUserUseCase.execute(caller, request));
  }

  @RpcHandler(deleteUser)
  async delete(@Payload() { id }: DeleteUserRequest, @CurrentCaller() caller: Caller): Promise<Record<string, never>> {
    await this.deleteUserUseCase.execute(caller, id);
    return {};
  }

  @RpcHandler(findUsers)
  async find(@Payload() { ids }: FindUsersRequest): Promise<UserView[]> {
    return (await this.users.findByIds(ids)).map(toUserView);
  }
}
