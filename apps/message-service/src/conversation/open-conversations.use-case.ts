import { Injectable } from '@nestjs/common';
import type { ConversationLog, OpenConversationsRequest } from '@atrium/contracts';

import { ChannelGate } from '../channel-access/channel-gate.js';
import { ConversationRepository } from './conversation.repository.js';

/**
 * Tells readers of conversations which logs they are and how far they go, making logs of channels that have none. What
 * the caller may not read is left out. One query, unless something is new.
 */
@Injectable()
export class OpenConversations {
  constructor(
    private readonly gate: ChannelGate,
    private readonly conversations: ConversationRepository,
  ) {}

  async execute(userId: string, { channelIds, conversationIds }: OpenConversationsRequest): Promise<ConversationLog[]> {
    const first = await this.open(userId, channelIds, conversationIds);
    const channels = new Set(first.map(({ channelId }) => channelId));
    const ids = new Set(first.map(({ conversationId }) => conversationId));
    const missing = channelIds.filter((id) => !channels.has(id));
    const missingIds = conversationIds.filter((id) => !ids.has(id));
    if (missing.length === 0 && missingIds.length === 0) return first;
    const places = await Promise.all(missingIds.map((id) => this.conversations.findPlace(id)));
    const unknown = [...missing, ...places.flatMap((place) => place?.channelId ?? [])];
    const admitted = await Promise.all([...new Set(unknown)].map((id) => this.gate.admit(id, userId)));
    if (admitted.every((access) => access === undefined)) return first;
    return [...first, ...(await this.open(userId, missing, missingIds))];
  }

  private async open(
    userId: string,
    channelIds: readonly number[],
    conversationIds: readonly string[],
  ): Promise<ConversationLog[]> {
    const { logs, unused } = await this.conversations.open(userId, channelIds, conversationIds);
    if (unused.length === 0) return logs;
    await this.conversations.make(unused);
    const made = unused.map(({ channelId }) => channelId);
    return [...logs, ...(await this.conversations.open(userId, made, [])).logs];
  }
}
