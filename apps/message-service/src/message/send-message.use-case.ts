import { Injectable } from '@nestjs/common';
import {
  messageSent,
  toSeedTime,
  type MessageSent,
  type SendMessageRequest,
  type SentMessage,
} from '@atrium/contracts';
import { outboxEntry, OutboxRelay } from '@atrium/events';
import { displayName, DomainError, type Caller } from '@atrium/rpc';
import { v7 as uuidv7 } from 'uuid';

import { ChannelGate } from '../channel-access/channel-gate.js';
import { KnownConversations, type ConversationPlace } from '../conversation/known-conversations.js';
import { requireStorable } from './message-body.js';
import type { Message } from './message.entity.js';
import { isClientIdTaken, MessageRepository, type NewMessage, type Placed } from './message.repository.js';

/**
 * Stores a message at the end of its channel's log and tells the suite. Repeating a client id stores nothing and
 * returns what is stored, or refuses with CLIENT_ID_REUSED when the body is another one.
 */
@Injectable()
export class SendMessage {
  constructor(
    private readonly conversations: KnownConversations,
    private readonly gate: ChannelGate,
    private readonly messages: MessageRepository,
    private readonly relay: OutboxRelay,
  ) {}

  async execute(caller: Caller, { channelId, body, clientId }: SendMessageRequest): Promise<SentMessage> {
    requireStorable(body);
    const place = await this.conversations.placeOf(channelId, caller.userId);
    const message: NewMessage = {
      id: uuidv7(),
      conversationId: place.conversationId,
      channelId,
      senderId: caller.userId,
      clientId: clientId ?? null,
      body,
    };
    try {
      return toSentMessage(caller, { ...message, ...(await this.store(caller, place, message)) }, false);
    } catch (error) {
      if (!isClientIdTaken(error)) throw error;
      return toSentMessage(caller, await this.repeated(message), true);
    }
  }

  private async store(caller: Caller, place: ConversationPlace, message: NewMessage): Promise<Placed> {
    const event = outboxEntry(messageSent, eventOf(caller, place, message));
    const placed = await this.gate.pass(place.channelId, caller.userId, () => this.messages.append(message, event));
    const { seq, createdAt } = placed;
    this.relay.publish({ ...event, payload: { ...event.payload, seq, occurredAt: createdAt.toISOString() } });
    return placed;
  }

  private async repeated(message: NewMessage): Promise<Message> {
    const stored = await this.messages.findByClientId(message);
    if (stored?.body === message.body) return stored;
    throw new DomainError('CLIENT_ID_REUSED', 'This client id was used for another message');
  }
}

/** The event as far as it is known beforehand: place and time come from the statement that stores it. */
function eventOf(caller: Caller, place: ConversationPlace, message: NewMessage): MessageSent {
  return {
    messageId: message.id,
    ...place,
    seq: 0,
    senderId: caller.userId,
    senderEmail: caller.email,
    senderName: displayName(caller),
    body: message.body,
    clientId: message.clientId,
    occurredAt: '',
  };
}

function toSentMessage(
  caller: Caller,
  { id, conversationId, seq, body, createdAt }: Pick<Message, 'id' | 'conversationId' | 'seq' | 'body' | 'createdAt'>,
  isDuplicate: boolean,
): SentMessage {
  const message = { id, sender_email: caller.email, body, created_at: toSeedTime(createdAt) };
  return { message, conversationId, seq, isDuplicate };
}
