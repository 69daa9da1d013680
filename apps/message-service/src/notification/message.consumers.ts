import { Injectable } from '@nestjs/common';
import { messageDeleted, messageSent, type MessageDeleted, type MessageSent } from '@atrium/contracts';
import { IdempotentEventConsumer, type Delivered, type IdempotentEventHandler } from '@atrium/events';

import { NotificationRepository } from './notification.repository.js';
import { NotifyOfMessages } from './notify-of-messages.use-case.js';

/** Notifies those whom messages concern. */
@Injectable()
@IdempotentEventConsumer(messageSent, 'message-notification-sent')
export class NotifyOfMessageConsumer implements IdempotentEventHandler<MessageSent> {
  constructor(private readonly notifyOfMessages: NotifyOfMessages) {}

  apply(events: readonly Delivered<MessageSent>[]): Promise<void> {
    return this.notifyOfMessages.execute(events.map(({ payload }) => payload));
  }
}

const WITHDRAWN_TOGETHER = 1_000;

/** Takes back what was told of messages that are deleted. */
@Injectable()
@IdempotentEventConsumer(messageDeleted, 'message-notification-deleted')
export class WithdrawNotificationsConsumer implements IdempotentEventHandler<MessageDeleted> {
  constructor(private readonly notifications: NotificationRepository) {}

  async apply(events: readonly Delivered<MessageDeleted>[]): Promise<void> {
    const messageIds = events.map(({ payload }) => payload.messageId);
    while ((await this.notifications.withdraw(messageIds, WITHDRAWN_TOGETHER)) === WITHDRAWN_TOGETHER);
  }
}
