import { Injectable } from '@nestjs/common';
import type { ListNotificationsRequest, NotificationPage } from '@atrium/contracts';

import { NotificationRepository } from './notification.repository.js';
import { toNotificationView } from './notification.view.js';

/** Shows people their notifications, newest first, a page at a time. */
@Injectable()
export class ListNotifications {
  constructor(private readonly notifications: NotificationRepository) {}

  async execute(
    userId: string,
    { unread = false, before = Number.MAX_SAFE_INTEGER, limit }: ListNotificationsRequest,
  ): Promise<NotificationPage> {
    const [found, count] = await Promise.all([
      this.notifications.findBefore(userId, before, limit + 1, unread),
      this.notifications.countUnread(userId),
    ]);
    const items = found.slice(0, limit).map(toNotificationView);
    return { items, next: found.length > limit ? (items.at(-1)?.seq ?? null) : null, unread: count };
  }
}
