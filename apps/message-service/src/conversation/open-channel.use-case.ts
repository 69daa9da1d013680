import { Injectable } from '@nestjs/common';
import type { ChannelLog } from '@atrium/contracts';

import { ChannelGate } from '../channel-access/channel-gate.js';
import { ConversationRepository } from './conversation.repository.js';

/** Tells a reader of a channel which log it is and how far it goes; refuses others with CHANNEL_NOT_FOUND. */
@Injectable()
export class OpenChannel {
  constructor(
    private readonly gate: ChannelGate,
    private readonly conversations: ConversationRepository,
  ) {}

  async execute(userId: string, channelId: number): Promise<ChannelLog> {
    const readable = await this.gate.pass(channelId, userId, () => this.conversations.findReadable(channelId, userId));
    const { workspaceId, conversationId, head } = readable;
    if (conversationId !== null) return { channelId, workspaceId, conversationId, head };
    const { id, seq } = await this.conversations.ensureFor(channelId, workspaceId);
    return { channelId, workspaceId, conversationId: id, head: seq };
  }
}
