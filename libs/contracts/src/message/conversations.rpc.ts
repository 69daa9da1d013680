import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
} from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import type { ConversationView } from './conversation.view.js';
import { MAX_RECIPIENTS } from './messages.rpc.js';

export class ListConversationsRequest {
  @IsInt()
  @Min(1)
  @Max(100)
  readonly limit!: number;

  /** The `next` of the answer before. */
  @IsOptional()
  @IsUUID()
  readonly after?: string;
}

export interface ConversationPage {
  readonly items: readonly ConversationView[];
  /** What to ask for the next page with; null on the last one. */
  readonly next: string | null;
}

/** The conversations that the caller may read, newest made first: direct, group, and channels that were used. */
export const listConversations = defineRpc({
  subject: 'message.rpc.list-conversations.v1',
  request: ListConversationsRequest,
  response: reply<ConversationPage>(),
  access: 'user',
});

export class GetConversationRequest {
  @IsUUID()
  readonly conversationId!: string;
}

export const getConversation = defineRpc({
  subject: 'message.rpc.get-conversation.v1',
  request: GetConversationRequest,
  response: reply<ConversationView>(),
  access: 'user',
  errors: ['CONVERSATION_NOT_FOUND'],
});

export class CreateConversationRequest {
  /** With a name it is a new group; without one the conversation of exactly these people, made when there is none. */
  @IsOptional()
  @IsString()
  @Length(1, 80)
  readonly name?: string;

  /** People by id, user name or address, besides the caller. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_RECIPIENTS)
  @Length(1, 254, { each: true })
  @IsString({ each: true })
  readonly members!: readonly string[];
}

/** Begins a conversation of the caller and others. */
export const createConversation = defineRpc({
  subject: 'message.rpc.create-conversation.v1',
  request: CreateConversationRequest,
  response: reply<ConversationView>(),
  access: 'user',
  errors: ['USER_NOT_FOUND'],
});

export class AddConversationMembersRequest {
  @IsUUID()
  readonly conversationId!: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_RECIPIENTS)
  @Length(1, 254, { each: true })
  @IsString({ each: true })
  readonly members!: readonly string[];
}

/** Takes people into one of the caller's group conversations; they see what was written before. */
export const addConversationMembers = defineRpc({
  subject: 'message.rpc.add-conversation-members.v1',
  request: AddConversationMembersRequest,
  response: reply<ConversationView>(),
  access: 'user',
  errors: ['CONVERSATION_NOT_FOUND', 'USER_NOT_FOUND'],
});

export class LeaveConversationRequest {
  @IsUUID()
  readonly conversationId!: string;
}

/** Takes the caller out of a group conversation. Nobody leaves a direct one. */
export const leaveConversation = defineRpc({
  subject: 'message.rpc.leave-conversation.v1',
  request: LeaveConversationRequest,
  response: reply<Record<string, never>>(),
  access: 'user',
  errors: ['CONVERSATION_NOT_FOUND'],
});

export class RemoveConversationMemberRequest {
  @IsUUID()
  readonly conversationId!: string;

  @IsUUID()
  readonly userId!: string;
}

/** Takes somebody out of one of the caller's group conversations. Like taking in, any of those in it may do it. */
export const removeConversationMember = defineRpc({
  subject: 'message.rpc.remove-conversation-member.v1',
  request: RemoveConversationMemberRequest,
  response: reply<Record<string, never>>(),
  access: 'user',
  errors: ['CONVERSATION_NOT_FOUND', 'USER_NOT_FOUND'],
});
