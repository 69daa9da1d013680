import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  createHome,
  deleteHome,
  getHome,
  listHomeMembers,
  listHomes,
  updateHome,
  type CreateHomeRequest,
  type HomeId,
  type HomeMemberView,
  type HomeView,
  type ListHomesRequest,
  type UpdateHomeRequest,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { CreateHome } from './create-home.use-case.js';
import { DeleteHome } from './delete-home.use-case.js';
import { HomeGate } from './home-gate.js';
import { HomeRepository } from './home.repository.js';
import { toHomeMemberView, toHomeView } from './home.view.js';
import { UpdateHome } from './update-home.use-case.js';

@Controller()
export class HomeController {
  constructor(
    private readonly homes: HomeRepository,
    private readonly gate: HomeGate,
    private readonly createUseCase: CreateHome,
    private readonly updateUseCase: UpdateHome,
    private readonly deleteUseCase: DeleteHome,
  ) {}

  @RpcHandler(listHomes)
  async list(@Payload() { after, limit }: ListHomesRequest, @CurrentCaller() caller: Caller): Promise<HomeView[]> {
    return (await this.homes.findOfMember(caller.userId, after, limit)).map(toHomeView);
  }

  @RpcHandler(getHome)
  async get(@Payload() { homeId }: HomeId, @CurrentCaller() caller: Caller): Promise<HomeView> {
    return toHomeView(await this.gate.enter(caller.userId, homeId, 'viewer'));
  }

  @RpcHandler(createHome)
  async create(@Payload() request: CreateHomeRequest, @CurrentCaller() caller: Caller): Promise<HomeView> {
    return toHomeView(await this.createUseCase.execute(request, caller));
  }

  @RpcHandler(updateHome)
  async update(@Payload() request: UpdateHomeRequest, @CurrentCaller() caller: Caller): Promise<HomeView> {
    return toHomeView(await this.updateUseCase.execute(request, caller));
  }

  @RpcHandler(deleteHome)
  async delete(@Payload() { homeId }: HomeId, @CurrentCaller() caller: Caller): Promise<Record<string, never>> {
    await this.deleteUseCase.execute(homeId, caller);
    return {};
  }

  @RpcHandler(listHomeMembers)
  async members(@Payload() { homeId }: HomeId, @CurrentCaller() caller: Caller): Promise<HomeMemberView[]> {
    await this.gate.enter(caller.userId, homeId, 'viewer');
    return (await this.homes.findMembers(homeId)).map(toHomeMemberView);
  }
}
