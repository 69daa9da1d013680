import { Injectable } from '@nestjs/common';
import { messageSent, type MessageSent } from '@atrium/contracts';
import { EventConsumer, type Delivered, type EventHandler } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

import { ActivityRepository } from './activity.repository.js';

/** Puts each message into the feed of its workspace. */
@Injectable()
@EventConsumer(messageSent, 'workspace-message-activity')
export class MessageSentConsumer implements EventHandler<MessageSent> {
  constructor(private readonly activities: ActivityRepository) {}

  handle(tx: Transaction, events: readonly Delivered<MessageSent>[]): Promise<void> {
    return this.activities.recordMessages(tx, events);
  }
}
