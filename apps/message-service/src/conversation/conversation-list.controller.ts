import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  addConversationMembers,
  createConversation,
  getConversation,
  leaveConversation,
  listConversations,
  removeConversationMember,
  type AddConversationMembersRequest,
  type ConversationPage,
  type ConversationView,
  type CreateConversationRequest,
  type GetConversationRequest,
  type LeaveConversationRequest,
  type ListConversationsRequest,
  type RemoveConversationMemberRequest,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { ListConversations } from './list-conversations.use-case.js';
import { PeopleConversations } from './people-conversations.js';

/** What people do with conversations. */
@Controller()
export class ConversationListController {
  constructor(
    private readonly conversations: ListConversations,
    private readonly ofPeople: PeopleConversations,
  ) {}

  @RpcHandler(listConversations)
  list(@Payload() request: ListConversationsRequest, @CurrentCaller() { userId }: Caller): Promise<ConversationPage> {
    return this.conversations.execute(userId, request);
  }

  @RpcHandler(getConversation)
  get(@Payload() request: GetConversationRequest, @CurrentCaller() { userId }: Caller): Promise<ConversationView> {
    return this.conversations.get(userId, request.conversationId);
  }

  @RpcHandler(createConversation)
  async create(
    @Payload() { name, members }: CreateConversationRequest,
    @CurrentCaller() { userId }: Caller,
  ): Promise<ConversationView> {
    const id =
      name === undefined
        ? await this.ofPeople.between(userId, members)
        : await this.ofPeople.make(userId, name, members);
    return this.conversations.get(userId, id);
  }

  @RpcHandler(addConversationMembers)
  async add(
    @Payload() { conversationId, members }: AddConversationMembersRequest,
    @CurrentCaller() { userId }: Caller,
  ): Promise<ConversationView> {
    await this.ofPeople.add(userId, conversationId, members);
    return this.conversations.get(userId, conversationId);
  }

  @RpcHandler(leaveConversation)
  async leave(
    @Payload() { conversationId }: LeaveConversationRequest,
    @CurrentCaller() { userId }: Caller,
  ): Promise<Record<string, never>> {
    await this.ofPeople.leave(userId, conversationId);
    return {};
  }

  @RpcHandler(removeConversationMember)
  async remove(
    @Payload() { conversationId, userId: memberId }: RemoveConversationMemberRequest,
    @CurrentCaller() { userId }: Caller,
  ): Promise<Record<string, never>> {
    await this.ofPeople.remove(userId, conversationId, memberId);
    return {};
  }
}
