import { Injectable } from '@nestjs/common';
import { messageSent, toSeedTime, type SendMessageRequest, type SentMessage } from '@atrium/contracts';
import { outboxEntry, OutboxRelay } from '@atrium/events';
import { displayName, DomainError, type Caller } from '@atrium/rpc';
import { v7 as uuidv7 } from 'uuid';

import { ConversationGate } from '../conversation/conversation-gate.js';
import type { ConversationPlace } from '../conversation/conversation.repository.js';
import { requireStorable } from './message-body.js';
import { MessageLog } from './message-log.js';
import { MessageTargets, type Target } from './message-targets.js';
import {
  isClientIdTaken,
  MessageRepository,
  type MessageEvent,
  type MessageFacts,
  type Placed,
  type RepeatedMessage,
} from './message.repository.js';

/**
 * Stores a message at the end of its channel's log and tells the suite. Repeating a client id stores nothing and
 * returns what is stored, or refuses with CLIENT_ID_REUSED when the body is another one.
 */
@Injectable()
export class SendMessage {
  constructor(
    private readonly targets: MessageTargets,
    private readonly gate: ConversationGate,
    private readonly log: MessageLog,
    private readonly messages: MessageRepository,
    private readonly relay: OutboxRelay,
  ) {}

  async execute(caller: Caller, request: SendMessageRequest): Promise<SentMessage> {
    requireStorable(request.body);
    const target = await this.targets.of(caller, request);
    const { place } = target;
    const event = outboxEntry(messageSent, eventOf(caller, target, request)) as MessageEvent;
    const { messageId: id, body } = event.payload;
    try {
      const placed = await this.store(caller, request, place, event);
      return toSentMessage(caller, place, { ...placed, id, body }, false);
    } catch (error) {
      if (!isClientIdTaken(error)) throw error;
      return toSentMessage(caller, place, await this.repeated(event.payload), true);
    }
  }

  private async store(
    { userId }: Caller,
    named: SendMessageRequest,
    place: ConversationPlace,
    event: MessageEvent,
  ): Promise<Placed> {
    const placed = await this.gate.pass(named, place, userId, () => this.log.append(place, event));
    const { createdAt, ...numbers } = placed;
    this.relay.publish({ ...event, payload: { ...event.payload, ...numbers, occurredAt: createdAt.toISOString() } });
    return placed;
  }

  private async repeated({ conversationId, senderId, clientId, body }: MessageFacts): Promise<RepeatedMessage> {
    const stored = clientId && (await this.messages.findByClientId(conversationId, senderId, clientId, body));
    if (stored && stored.isSame) return stored;
    throw new DomainError('CLIENT_ID_REUSED', 'This client id was used for another message');
  }
}

/** The event as far as it is known beforehand: place and time come from the statement that stores it. */
function eventOf(caller: Caller, { place, mentions }: Target, request: SendMessageRequest): MessageFacts {
  return {
    messageId: uuidv7(),
    ...place,
    seq: 0,
    ordinal: 0,
    senderId: caller.userId,
    senderEmail: caller.email,
    senderName: displayName(caller),
    body: request.body,
    clientId: request.clientId ?? null,
    replyTo: request.replyTo ?? null,
    ...mentions,
    occurredAt: '',
  };
}

function toSentMessage(
  caller: Caller,
  { conversationId }: ConversationPlace,
  { id, seq, body, createdAt }: Omit<RepeatedMessage, 'isSame' | 'ordinal'>,
  isDuplicate: boolean,
): SentMessage {
  const message = { id, sender_email: caller.email, body, created_at: toSeedTime(createdAt) };
  return { message, conversationId, seq, isDuplicate };
}
