import { Injectable } from '@nestjs/common';
import type { ConversationLog } from '@atrium/contracts';
import { DomainError } from '@atrium/rpc';

import { OpenConversations } from './open-conversations.use-case.js';

/** Tells a reader of a channel which log it is and how far it goes; refuses others with CHANNEL_NOT_FOUND. */
@Injectable()
export class OpenChannel {
  constructor(private readonly openConversations: OpenConversations) {}

  async execute(userId: string, channelId: number): Promise<ConversationLog & { readonly channelId: number }> {
    const [log] = await this.openConversations.execute(userId, { channelIds: [channelId], conversationIds: [] });
    if (!log) throw new DomainError('CHANNEL_NOT_FOUND', 'Channel not found or not accessible');
    return { ...log, channelId };
  }
}
