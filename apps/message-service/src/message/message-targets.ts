import { Injectable } from '@nestjs/common';
import type { SendMessageRequest } from '@atrium/contracts';
import { DomainError, type Caller } from '@atrium/rpc';

import { messageNotFound } from '../conversation/conversation-gate.js';
import type { ConversationPlace } from '../conversation/conversation.repository.js';
import { KnownConversations } from '../conversation/known-conversations.js';
import { PeopleConversations } from '../conversation/people-conversations.js';
import { MentionDirectory, type Mentions } from '../mention/mention-directory.js';
import { MessageListRepository } from './message-list.repository.js';

/** Where a message goes and whom it names there. */
export interface Target {
  readonly place: ConversationPlace;
  readonly mentions: Mentions;
}

/** Finds out where a message goes, and whether what it says of others there is so. */
@Injectable()
export class MessageTargets {
  constructor(
    private readonly conversations: KnownConversations,
    private readonly ofPeople: PeopleConversations,
    private readonly messages: MessageListRepository,
    private readonly mentions: MentionDirectory,
  ) {}

  /**
   * What a request means. Says nothing about who may write there, but refuses with MESSAGE_NOT_FOUND an answer to what
   * is no message of the conversation, or not the caller's to read.
   */
  async of(caller: Caller, request: SendMessageRequest): Promise<Target> {
    const place = await this.placeOf(caller, request);
    const { replyTo, body } = request;
    if (replyTo !== undefined) await this.requireAnswered(replyTo, place, caller.userId);
    return { place, mentions: await this.mentions.in(body, place.conversationId, caller.userId) };
  }

  private async placeOf({ userId }: Caller, request: SendMessageRequest): Promise<ConversationPlace> {
    const { channelId, conversationId, to } = request;
    if ([channelId, conversationId, to].filter((way) => way !== undefined).length !== 1) throw notOne();
    if (channelId !== undefined) return this.conversations.placeOfChannel(channelId, userId);
    if (conversationId !== undefined) return this.conversations.placeOf(conversationId);
    return this.conversations.placeOf(await this.ofPeople.between(userId, to ?? []));
  }

  private async requireAnswered(
    messageId: string,
    { conversationId }: ConversationPlace,
    userId: string,
  ): Promise<void> {
    const seq = await this.messages.findSeq(messageId, { conversationId }, userId);
    if (seq === undefined) throw messageNotFound();
  }
}

function notOne(): DomainError {
  const detail = 'exactly one of channel_id, conversation_id and to must be given';
  return new DomainError('VALIDATION_FAILED', detail, { channel_id: [detail] });
}
