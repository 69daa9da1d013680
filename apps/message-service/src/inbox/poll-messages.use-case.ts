import { Injectable } from '@nestjs/common';
import { toSeedTime, type Inbox, type PollMessagesRequest } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';

import { Addresses } from '../directory/addresses.js';
import { ReadingEvents } from '../reading/reading-events.js';
import { ReadingRepository } from '../reading/reading.repository.js';
import { InboxRepository } from './inbox.repository.js';

/** Marks messages of somebody's inbox as read, and shows what is left in it. */
@Injectable()
export class PollMessages {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly readings: ReadingRepository,
    private readonly events: ReadingEvents,
    private readonly inbox: InboxRepository,
    private readonly addresses: Addresses,
  ) {}

  async execute(userId: string, { messagesRead, limit, after }: PollMessagesRequest): Promise<Inbox> {
    if (messagesRead.length > 0) await this.markRead(userId, messagesRead);
    const found = await this.inbox.findUnread(userId, after, limit + 1);
    const page = found.slice(0, limit);
    const emailOf = await this.addresses.of(page, ({ senderId, senderEmail }) => [senderId, senderEmail]);
    const messages = page.map((message) => ({
      id: message.id,
      sender_email: emailOf(message),
      body: message.body,
      created_at: toSeedTime(message.createdAt),
      kind: message.kind,
      conversation_id: message.conversationId,
      channel_id: message.channelId,
    }));
    return { messages, next: found.length > limit ? (page.at(-1)?.id ?? null) : null };
  }

  private async markRead(userId: string, messageIds: readonly string[]): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const changed = await this.readings.markSingly(tx, userId, messageIds);
      if (changed.length > 0) await this.events.tell(tx, userId, await this.readings.states(tx, userId, changed));
    });
  }
}
