import { Injectable } from '@nestjs/common';

import { conversationNotFound } from './conversation-gate.js';
import { ConversationRepository, type ConversationPlace } from './conversation.repository.js';
import { OpenChannel } from './open-channel.use-case.js';

/** Places kept at most; the oldest goes first. */
const MAX_KNOWN = 50_000;

/**
 * Remembers where messages go by what their senders name, which never changes, to spare a round trip per message. It
 * says nothing about who may read or write there: whoever uses a place checks that.
 */
@Injectable()
export class KnownConversations {
  private readonly places = new Map<number | string, ConversationPlace>();

  constructor(
    private readonly openChannel: OpenChannel,
    private readonly conversations: ConversationRepository,
  ) {}

  /** The channel's place; one nobody asked for before is opened for this person, or refused with CHANNEL_NOT_FOUND. */
  async placeOfChannel(channelId: number, userId: string): Promise<ConversationPlace> {
    const known = this.places.get(channelId);
    if (known) return known;
    const { workspaceId, conversationId } = await this.openChannel.execute(userId, channelId);
    return this.remember(channelId, { channelId, workspaceId, conversationId });
  }

  /** The conversation's place, whoever asks; refuses with CONVERSATION_NOT_FOUND. */
  async placeOf(conversationId: string): Promise<ConversationPlace> {
    const known = this.places.get(conversationId);
    if (known) return known;
    const place = await this.conversations.findPlace(conversationId);
    if (!place) throw conversationNotFound();
    return this.remember(conversationId, place);
  }

  private remember(key: number | string, place: ConversationPlace): ConversationPlace {
    if (this.places.size >= MAX_KNOWN) {
      const [oldest] = this.places.keys();
      if (oldest !== undefined) this.places.delete(oldest);
    }
    this.places.set(key, place);
    return place;
  }
}
