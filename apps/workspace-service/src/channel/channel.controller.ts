import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  createChannel,
  getChannelAccess,
  listChannels,
  type ChannelAccess,
  type ChannelView,
  type CreateChannelRequest,
  type GetChannelAccessRequest,
  type ListChannelsRequest,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { toChannelView } from './channel.view.js';
import { CreateChannel } from './create-channel.use-case.js';
import { GetChannelAccess } from './get-channel-access.use-case.js';
import { ListChannels } from './list-channels.use-case.js';

@Controller()
export class ChannelController {
  constructor(
    private readonly listChannelsUseCase: ListChannels,
    private readonly createChannelUseCase: CreateChannel,
    private readonly getChannelAccessUseCase: GetChannelAccess,
  ) {}

  @RpcHandler(listChannels)
  async list(@Payload() request: ListChannelsRequest, @CurrentCaller() caller: Caller): Promise<ChannelView[]> {
    return (await this.listChannelsUseCase.execute(caller.userId, request)).map(toChannelView);
  }

  @RpcHandler(createChannel)
  async create(
    @Payload() request: CreateChannelRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<{ channelId: number }> {
    const { id } = await this.createChannelUseCase.execute(caller, request);
    return { channelId: id };
  }

  @RpcHandler(getChannelAccess)
  getAccess(@Payload() request: GetChannelAccessRequest): Promise<ChannelAccess> {
    return this.getChannelAccessUseCase.execute(request);
  }
}
