import { Injectable } from '@nestjs/common';
import type { SendMessageRequest } from '@atrium/contracts';
import { DomainError, type Caller } from '@atrium/rpc';

import { messageNotFound } from '../conversation/conversation-gate.js';
import type { ConversationPlace } from '../conversation/conversation.repository.js';
import { KnownConversations } from '../conversation/known-conversations.js';
import { MessageListRepository } from './message-list.repository.js';

/** Where a message goes, and what it answers there. */
@Injectable()
export class MessageTargets {
  constructor(
    private readonly conversations: KnownConversations,
    private readonly messages: MessageListRepository,
  ) {}

  /** The place that a request names in one of its ways; says nothing about who may write there. */
  placeOf({ userId }: Caller, request: SendMessageRequest): Promise<ConversationPlace> {
    const { channelId, conversationId, to } = request;
    if ([channelId, conversationId, to].filter((way) => way !== undefined).length !== 1) throw notOne();
    if (channelId !== undefined) return this.conversations.placeOfChannel(channelId, userId);
    if (conversationId !== undefined) return this.conversations.placeOf(conversationId);
    throw notOne();
  }

  /** Refuses with MESSAGE_NOT_FOUND what is no message of the conversation, or not the caller's to read. */
  async requireAnswered(messageId: string, { conversationId }: ConversationPlace, userId: string): Promise<void> {
    const seq = await this.messages.findSeq(messageId, { conversationId }, userId);
    if (seq === undefined) throw messageNotFound();
  }
}

function notOne(): DomainError {
  const detail = 'exactly one of channel_id, conversation_id and to must be given';
  return new DomainError('VALIDATION_FAILED', detail, { channel_id: [detail] });
}
