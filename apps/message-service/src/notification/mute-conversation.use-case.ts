import { Injectable } from '@nestjs/common';
import type { ConversationMute, MuteConversationRequest, UnmuteConversationRequest } from '@atrium/contracts';
import { DomainError } from '@atrium/rpc';

import { ConversationGate } from '../conversation/conversation-gate.js';
import { KnownConversations } from '../conversation/known-conversations.js';
import { NotificationSettingsRepository } from './notification-settings.repository.js';

/** Mutes conversations for people who may read them; refuses with CHANNEL_NOT_FOUND or CONVERSATION_NOT_FOUND. */
@Injectable()
export class MuteConversation {
  constructor(
    private readonly gate: ConversationGate,
    private readonly conversations: KnownConversations,
    private readonly settings: NotificationSettingsRepository,
  ) {}

  async mute(userId: string, request: MuteConversationRequest): Promise<ConversationMute> {
    const until = request.until === undefined ? null : new Date(request.until);
    if (until && !(until.getTime() > Date.now())) throw invalid('until', 'until must be in the future');
    const place = await this.pass(userId, request, (id) => this.settings.mute(userId, id, until));
    return { ...place, until: until?.toISOString() ?? null };
  }

  async unmute(userId: string, request: UnmuteConversationRequest): Promise<void> {
    await this.pass(userId, request, (id) => this.settings.unmute(userId, id));
  }

  private async pass<Result extends object>(
    userId: string,
    { channelId, conversationId }: UnmuteConversationRequest,
    attempt: (conversationId: string) => Promise<Result | undefined>,
  ): Promise<Result> {
    if (conversationId !== undefined && channelId === undefined) {
      return this.gate.passConversation(conversationId, userId, () => attempt(conversationId));
    }
    if (channelId === undefined || conversationId !== undefined) {
      throw invalid('channelId', 'exactly one of channelId and conversationId must be given');
    }
    const place = await this.conversations.placeOfChannel(channelId, userId);
    return this.gate.pass({ channelId }, place, userId, () => attempt(place.conversationId));
  }
}

function invalid(field: string, detail: string): DomainError {
  return new DomainError('VALIDATION_FAILED', detail, { [field]: [detail] });
}
