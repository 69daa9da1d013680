import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  filterReaders,
  openConversations,
  type ConversationLog,
  type FilterReadersRequest,
  type OpenConversationsRequest,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { ConversationRepository } from './conversation.repository.js';
import { OpenConversations } from './open-conversations.use-case.js';

/** What gateways need of conversations. */
@Controller()
export class ConversationController {
  constructor(
    private readonly openConversationsUseCase: OpenConversations,
    private readonly conversations: ConversationRepository,
  ) {}

  @RpcHandler(openConversations)
  open(@Payload() request: OpenConversationsRequest, @CurrentCaller() caller: Caller): Promise<ConversationLog[]> {
    return this.openConversationsUseCase.execute(caller.userId, request);
  }

  @RpcHandler(filterReaders)
  filter(@Payload() { conversationId, userIds }: FilterReadersRequest): Promise<string[]> {
    return this.conversations.filterReaders(conversationId, userIds);
  }
}
