import { Injectable } from '@nestjs/common';
import { notificationCreated } from '@atrium/contracts';
import { outboxEntry, OutboxRelay } from '@atrium/events';
import { UnitOfWork } from '@atrium/persistence';

import type { NewNotification } from './new-notification.js';
import { NotificationLogRepository, type TellableNotification } from './notification-log.repository.js';
import { toNotificationView } from './notification.view.js';

/** Notifications stored in one transaction at most: bounds how long their owners' lists are locked. */
export const MAX_STORED_TOGETHER = 500;

/** The end of each person's list: whoever adds a notification here also tells of it. */
@Injectable()
export class NotificationLog {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly notifications: NotificationLogRepository,
    private readonly relay: OutboxRelay,
  ) {}

  /**
   * Adds notifications in their order, each person's once for each source. One of a message that was deleted meanwhile
   * is dropped.
   */
  async add(notifications: readonly NewNotification[]): Promise<void> {
    for (let first = 0; first < notifications.length; first += MAX_STORED_TOGETHER) {
      const tellable = notifications.slice(first, first + MAX_STORED_TOGETHER).map(toTellable);
      const told = await this.unitOfWork.run(async (tx) => {
        await this.notifications.lock(tx, tellable);
        return this.notifications.store(tx, tellable);
      });
      for (const entry of told) this.relay.publish(entry);
    }
  }
}

/** With the event as far as it is known beforehand: the number comes from the statement that stores it. */
function toTellable(notification: NewNotification): TellableNotification {
  const { userId, kind, createdAt } = notification;
  const view = toNotificationView({ ...notification, seq: 0, isRead: false, isWithdrawn: false });
  const occurredAt = createdAt.toISOString();
  const event = outboxEntry(notificationCreated, { userId, seq: 0, kind, notification: view, occurredAt });
  return { ...notification, event };
}
