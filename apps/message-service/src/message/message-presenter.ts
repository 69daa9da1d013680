import { Injectable } from '@nestjs/common';
import { toSeedTime, type MessageDetail, type MessageView } from '@atrium/contracts';

import { Addresses } from '../directory/addresses.js';
import { MentionDirectory } from '../mention/mention-directory.js';
import { ReactionRepository } from '../reaction/reaction.repository.js';
import type { DetailedMessage, ListedMessage } from './message-list.repository.js';

/** Shows stored messages as clients see them. */
@Injectable()
export class MessagePresenter {
  constructor(
    private readonly addresses: Addresses,
    private readonly reactions: ReactionRepository,
    private readonly mentions: MentionDirectory,
  ) {}

  /** The messages in their order. */
  async present(messages: readonly ListedMessage[]): Promise<MessageView[]> {
    const emailOf = await this.addresses.of(messages, ({ senderId, senderEmail }) => [senderId, senderEmail]);
    return messages.map((message) => toMessageView(message, emailOf(message)));
  }

  /** The messages in their order with everything about them, as this reader sees it. */
  async presentDetails(messages: readonly DetailedMessage[], readerId: string): Promise<MessageDetail[]> {
    const ids = messages.map(({ id }) => id);
    const [emailOf, reactions, mentions] = await Promise.all([
      this.addresses.of(messages, ({ senderId, senderEmail }) => [senderId, senderEmail]),
      this.reactions.ofMessages(ids, readerId),
      this.mentions.ofMessages(ids),
    ]);
    return messages.map((message) => ({
      ...toMessageView(message, emailOf(message)),
      conversation_id: message.conversationId,
      channel_id: message.channelId,
      seq: message.seq,
      edited_at: message.editedAt && toSeedTime(message.editedAt),
      reply_to: message.replyTo,
      mentions: mentions.get(message.id) ?? [],
      reactions: reactions.get(message.id) ?? [],
    }));
  }
}

function toMessageView({ id, body, createdAt }: ListedMessage, email: string): MessageView {
  return { id, sender_email: email, body, created_at: toSeedTime(createdAt) };
}
