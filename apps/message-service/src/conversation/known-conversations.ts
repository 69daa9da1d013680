import { Injectable } from '@nestjs/common';
import type { ChannelLog } from '@atrium/contracts';

import { OpenChannel } from './open-channel.use-case.js';

/** Which conversation a channel's messages go to: fixed once it is made. */
export type ConversationPlace = Pick<ChannelLog, 'channelId' | 'workspaceId' | 'conversationId'>;

/** Channels kept at most; the oldest goes first. */
const MAX_KNOWN = 50_000;

/**
 * Remembers the conversations of channels, which never change, to spare a round trip per message. It says nothing
 * about who may read or write there: whoever uses a place checks that.
 */
@Injectable()
export class KnownConversations {
  private readonly places = new Map<number, ConversationPlace>();

  constructor(private readonly openChannel: OpenChannel) {}

  /** The channel's place; one nobody asked for before is opened for this person, or refused with CHANNEL_NOT_FOUND. */
  async placeOf(channelId: number, userId: string): Promise<ConversationPlace> {
    const known = this.places.get(channelId);
    if (known) return known;
    const { workspaceId, conversationId } = await this.openChannel.execute(userId, channelId);
    const place = { channelId, workspaceId, conversationId };
    this.remember(place);
    return place;
  }

  private remember(place: ConversationPlace): void {
    if (this.places.size >= MAX_KNOWN) {
      const [oldest] = this.places.keys();
      if (oldest !== undefined) this.places.delete(oldest);
    }
    this.places.set(place.channelId, place);
  }
}
