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

  /** In a place that is known; refuses by what the place is: CHANNEL_NOT_FOUND or CONVERSATION_NOT_FOUND. */
  pass<Result extends object>(
    { channelId }: ConversationPlace,
    userId: string,
    attempt: () => Promise<Result | undefined>,
  ): Promise<Result> {
    if (channelId !== null) return this.gate.pass(channelId, userId, attempt);
    const nobody = () => Promise.resolve(undefined);
    return this.gate.passBy({ userId, channelId: nobody, attempt, refusal: conversationNotFound });
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
