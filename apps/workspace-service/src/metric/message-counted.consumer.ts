import { Injectable } from '@nestjs/common';
import { messageSent, type MessageSent } from '@atrium/contracts';
import { IdempotentEventConsumer, type Delivered, type IdempotentEventHandler } from '@atrium/events';

import { MessageCountRepository } from './message-count.repository.js';

/** Counts each message of a workspace. A message counts once, so repeating does no harm. */
@Injectable()
@IdempotentEventConsumer(messageSent, 'workspace-message-metrics')
export class MessageCountedConsumer implements IdempotentEventHandler<MessageSent> {
  constructor(private readonly counts: MessageCountRepository) {}

  async apply(events: readonly Delivered<MessageSent>[]): Promise<void> {
    const messages = events.flatMap(({ payload: { messageId, channelId, senderId, occurredAt } }) =>
      channelId === null ? [] : [{ messageId, channelId, senderId, occurredAt }],
    );
    if (messages.length > 0) await this.counts.count(messages);
  }
}
