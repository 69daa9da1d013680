import { Injectable } from '@nestjs/common';
import { DomainError } from '@atrium/rpc';

import { ChannelGate } from '../channel-access/channel-gate.js';
import { ConversationRepository, type ConversationPlace } from './conversation.repository.js';

/** Attempts as {@link ChannelGate.pass} wants them, for what is named by its conversation or by one of its messages. */
@Injectable()
export class ConversationGate {
  constructor(
    private readonly gate: ChannelGate,
    private readonly conversations: ConversationRepository,
  ) {}

  /** In a place, by what somebody named it: refuses with CHANNEL_NOT_FOUND or else with CONVERSATION_NOT_FOUND. */
  pass<Result extends object>(
    { channelId }: { readonly channelId?: number },
    { conversationId }: ConversationPlace,
    userId: string,
    attempt: () => Promise<Result | undefined>,
  ): Promise<Result> {
    return channelId === undefined
      ? this.passConversation(conversationId, userId, attempt)
      : this.gate.pass(channelId, userId, attempt);
  }

  /** Refuses with CONVERSATION_NOT_FOUND. */
  passConversation<Result extends object>(
    conversationId: string,
    userId: string,
    attempt: () => Promise<Result | undefined>,
  ): Promise<Result> {
    const channelId = async () => (await this.conversations.findPlace(conversationId))?.channelId ?? undefined;
    return this.gate.passBy({ userId, channelId, attempt, refusal: conversationNotFound });
  }

  /** Refuses with MESSAGE_NOT_FOUND. */
  passMessage<Result extends object>(
    messageId: string,
    userId: string,
    attempt: () => Promise<Result | undefined>,
  ): Promise<Result> {
    const channelId = async () => (await this.conversations.findPlaceOfMessage(messageId))?.channelId ?? undefined;
    return this.gate.passBy({ userId, channelId, attempt, refusal: messageNotFound });
  }
}

export function conversationNotFound(): DomainError {
  return new DomainError('CONVERSATION_NOT_FOUND', 'Conversation not found or not accessible');
}

export function messageNotFound(): DomainError {
  return new DomainError('MESSAGE_NOT_FOUND', 'Message not found or not accessible');
}
