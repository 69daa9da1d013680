import { Injectable } from '@nestjs/common';
import { messageSent, type MessageSent } from '@atrium/contracts';
import { IdempotentEventConsumer, type Delivered, type IdempotentEventHandler } from '@atrium/events';

import { ActivityFeed } from './activity-feed.js';

/** Puts each message into the feed of its workspace. A feed holds an event's line once, so repeating does no harm. */
@Injectable()
@IdempotentEventConsumer(messageSent, 'workspace-message-activity')
export class MessageSentConsumer implements IdempotentEventHandler<MessageSent> {
  constructor(private readonly feed: ActivityFeed) {}

  apply(events: readonly Delivered<MessageSent>[]): Promise<void> {
    return this.feed.recordMessages(events);
  }
}
