import { Injectable } from '@nestjs/common';
import { messageSent, toSeedTime, type SendMessageRequest, type SentMessage } from '@atrium/contracts';
import { outboxEntry, OutboxRelay } from '@atrium/events';
import { displayName, DomainError, type Caller } from '@atrium/rpc';
import { v7 as uuidv7 } from 'uuid';

import { ChannelGate } from '../channel-access/channel-gate.js';
import { KnownConversations, type ConversationPlace } from '../conversation/known-conversations.js';
import { requireStorable } from './message-body.js';
import type { Message } from './message.entity.js';
import { MessageLog } from './message-log.js';
import {
  isClientIdTaken,
  MessageRepository,
  type MessageEvent,
  type MessageFacts,
  type Placed,
} from './message.repository.js';

/**
 * Stores a message at the end of its channel's log and tells the suite. Repeating a client id stores nothing and
 * returns what is stored, or refuses with CLIENT_ID_REUSED when the body is another one.
 */
@Injectable()
export class SendMessage {
  constructor(
    private readonly conversations: KnownConversations,
    private readonly gate: ChannelGate,
    private readonly log: MessageLog,
    private readonly messages: MessageRepository,
    private readonly relay: OutboxRelay,
  ) {}

  async execute(caller: Caller, { channelId, body, clientId }: SendMessageRequest): Promise<SentMessage> {
    requireStorable(body);
    const place = await this.conversations.placeOf(channelId, caller.userId);
    const event = outboxEntry(messageSent, eventOf(caller, place, body, clientId ?? null)) as MessageEvent;
    try {
      const { seq, createdAt } = await this.store(caller, place, event);
      return toSentMessage(caller, { ...event.payload, seq, createdAt }, false);
    } catch (error) {
      if (!isClientIdTaken(error)) throw error;
      const { id: messageId, seq, createdAt } = await this.repeated(event.payload);
      return toSentMessage(caller, { ...event.payload, messageId, seq, createdAt }, true);
    }
  }

  private async store(caller: Caller, place: ConversationPlace, event: MessageEvent): Promise<Placed> {
    const placed = await this.gate.pass(place.channelId, caller.userId, () => this.log.append(place, event));
    const { createdAt, ...numbers } = placed;
    this.relay.publish({ ...event, payload: { ...event.payload, ...numbers, occurredAt: createdAt.toISOString() } });
    return placed;
  }

  private async repeated({ conversationId, senderId, clientId, body }: MessageFacts): Promise<Message> {
    const stored = clientId ? await this.messages.findByClientId(conversationId, senderId, clientId) : null;
    if (stored?.body === body) return stored;
    throw new DomainError('CLIENT_ID_REUSED', 'This client id was used for another message');
  }
}

/** The event as far as it is known beforehand: place and time come from the statement that stores it. */
function eventOf(caller: Caller, place: ConversationPlace, body: string, clientId: string | null): MessageFacts {
  return {
    messageId: uuidv7(),
    ...place,
    seq: 0,
    ordinal: 0,
    senderId: caller.userId,
    senderEmail: caller.email,
    senderName: displayName(caller),
    body,
    clientId,
    replyTo: null,
    mentions: [],
    mentionsEveryone: false,
    occurredAt: '',
  };
}

function toSentMessage(
  caller: Caller,
  {
    messageId,
    conversationId,
    seq,
    body,
    createdAt,
  }: Pick<Placed, 'seq' | 'createdAt'> & Pick<MessageFacts, 'messageId' | 'conversationId' | 'body'>,
  isDuplicate: boolean,
): SentMessage {
  const message = { id: messageId, sender_email: caller.email, body, created_at: toSeedTime(createdAt) };
  return { message, conversationId, seq, isDuplicate };
}
