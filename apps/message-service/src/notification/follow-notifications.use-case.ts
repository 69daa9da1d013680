import { Injectable } from '@nestjs/common';
import type { FollowedNotifications, FollowNotificationsRequest } from '@atrium/contracts';

import { NotificationRepository } from './notification.repository.js';
import { toNotificationView } from './notification.view.js';

/** Notifications repeated to somebody who comes back. */
const MAX_MISSED = 500;

/** What somebody needs to follow their notifications. */
@Injectable()
export class FollowNotifications {
  constructor(private readonly notifications: NotificationRepository) {}

  async execute(userId: string, { since }: FollowNotificationsRequest): Promise<FollowedNotifications> {
    // The head first: what is added meanwhile may come twice, once here and once live, but never not at all.
    const head = await this.notifications.findHead(userId);
    if (since === undefined || since >= head) return { head, missed: [], isComplete: true };
    const found = await this.notifications.findAfter(userId, since, MAX_MISSED + 1);
    const missed = found.slice(0, MAX_MISSED).map(toNotificationView);
    // The oldest may be gone for good.
    const isWhole = missed[0]?.seq === since + 1;
    return { head, missed, isComplete: isWhole && found.length <= MAX_MISSED };
  }
}
