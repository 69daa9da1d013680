import { Injectable } from '@nestjs/common';
import type { MarkReadRequest, ReadMarker } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';
import { DomainError, type Caller } from '@atrium/rpc';

import { ConversationGate } from '../conversation/conversation-gate.js';
import { KnownConversations } from '../conversation/known-conversations.js';
import { ReadingEvents } from './reading-events.js';
import { ReadingRepository } from './reading.repository.js';

/** Says how far somebody has read a conversation; refuses with CHANNEL_NOT_FOUND or CONVERSATION_NOT_FOUND. */
@Injectable()
export class MarkRead {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly gate: ConversationGate,
    private readonly conversations: KnownConversations,
    private readonly readings: ReadingRepository,
    private readonly events: ReadingEvents,
  ) {}

  async execute({ userId }: Caller, request: MarkReadRequest): Promise<ReadMarker> {
    const { channelId, conversationId, seq } = request;
    if (conversationId !== undefined && channelId === undefined) {
      return this.gate.passConversation(conversationId, userId, () => this.mark(userId, conversationId, seq));
    }
    if (channelId === undefined || conversationId !== undefined) throw notOne();
    const place = await this.conversations.placeOfChannel(channelId, userId);
    return this.gate.pass(request, place, userId, () => this.mark(userId, place.conversationId, seq));
  }

  private mark(userId: string, conversationId: string, seq: number): Promise<ReadMarker | undefined> {
    return this.unitOfWork.run(async (tx) => {
      const marked = await this.readings.mark(tx, userId, conversationId, seq);
      if (!marked) return undefined;
      const states = await this.readings.states(tx, userId, [conversationId]);
      if (marked.hasMoved) await this.events.tell(tx, userId, states);
      return states[0];
    });
  }
}

function notOne(): DomainError {
  const detail = 'exactly one of channelId and conversationId must be given';
  return new DomainError('VALIDATION_FAILED', detail, { channelId: [detail] });
}
