import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  addChannelMember,
  getChannel,
  joinChannel,
  leaveChannel,
  listChannelMembers,
  removeChannelMember,
  updateChannel,
  type ChannelDetails,
  type ListChannelMembersRequest,
  type MemberList,
  type OfChannel,
  type OfChannelMember,
  type UpdateChannelRequest,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { ChannelRepository } from './channel.repository.js';
import { toChannelDetails } from './channel.view.js';
import { EnterChannel } from './enter-channel.use-case.js';
import { LeaveChannel } from './leave-channel.use-case.js';
import { ListChannelMembers } from './list-channel-members.use-case.js';
import { UpdateChannel } from './update-channel.use-case.js';

/** What can be done with one channel. */
@Controller()
export class OwnChannelController {
  constructor(
    private readonly channels: ChannelRepository,
    private readonly updateUseCase: UpdateChannel,
    private readonly enter: EnterChannel,
    private readonly goOut: LeaveChannel,
    private readonly listMembersUseCase: ListChannelMembers,
  ) {}

  @RpcHandler(getChannel)
  async get(@Payload() { channelId }: OfChannel, @CurrentCaller() { userId }: Caller): Promise<ChannelDetails> {
    return toChannelDetails(await this.channels.requireReadable(channelId, userId));
  }

  @RpcHandler(updateChannel)
  async update(@Payload() request: UpdateChannelRequest, @CurrentCaller() caller: Caller): Promise<ChannelDetails> {
    await this.updateUseCase.execute(caller, request);
    return toChannelDetails(await this.channels.requireReadable(request.channelId, caller.userId));
  }

  @RpcHandler(joinChannel)
  async join(@Payload() { channelId }: OfChannel, @CurrentCaller() { userId }: Caller): Promise<{ userId: string }> {
    await this.enter.join(userId, channelId);
    return { userId };
  }

  @RpcHandler(leaveChannel)
  async leave(@Payload() { channelId }: OfChannel, @CurrentCaller() { userId }: Caller): Promise<{ userId: string }> {
    await this.goOut.leave(userId, channelId);
    return { userId };
  }

  @RpcHandler(listChannelMembers)
  listMembers(@Payload() request: ListChannelMembersRequest, @CurrentCaller() caller: Caller): Promise<MemberList> {
    return this.listMembersUseCase.execute(caller.userId, request);
  }

  @RpcHandler(addChannelMember)
  async addMember(@Payload() request: OfChannelMember, @CurrentCaller() caller: Caller): Promise<{ userId: string }> {
    await this.enter.invite(caller.userId, request);
    return { userId: request.userId };
  }

  @RpcHandler(removeChannelMember)
  async removeMember(
    @Payload() request: OfChannelMember,
    @CurrentCaller() caller: Caller,
  ): Promise<{ userId: string }> {
    await this.goOut.remove(caller.userId, request);
    return { userId: request.userId };
  }
}
