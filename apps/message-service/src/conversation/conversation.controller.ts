import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  filterReaders,
  openChannel,
  openConversations,
  type ChannelLog,
  type ConversationLog,
  type FilterReadersRequest,
  type OpenChannelRequest,
  type OpenConversationsRequest,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { ConversationRepository } from './conversation.repository.js';
import { OpenChannel } from './open-channel.use-case.js';
import { OpenConversations } from './open-conversations.use-case.js';

/** What gateways need of conversations. */
@Controller()
export class ConversationController {
  constructor(
    private readonly openChannelUseCase: OpenChannel,
    private readonly openConversationsUseCase: OpenConversations,
    private readonly conversations: ConversationRepository,
  ) {}

  @RpcHandler(openChannel)
  async openOne(@Payload() request: OpenChannelRequest, @CurrentCaller() caller: Caller): Promise<ChannelLog> {
    const log = await this.openChannelUseCase.execute(caller.userId, request.channelId);
    const { channelId, workspaceId, conversationId, head } = log;
    return { channelId, workspaceId: workspaceId ?? 0, conversationId, head };
  }

  @RpcHandler(openConversations)
  open(@Payload() request: OpenConversationsRequest, @CurrentCaller() caller: Caller): Promise<ConversationLog[]> {
    return this.openConversationsUseCase.execute(caller.userId, request);
  }

  @RpcHandler(filterReaders)
  filter(@Payload() { conversationId, userIds }: FilterReadersRequest): Promise<string[]> {
    return this.conversations.filterReaders(conversationId, userIds);
  }
}
