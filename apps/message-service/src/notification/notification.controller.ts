import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  acknowledgeNotifications,
  followNotifications,
  listNotifications,
  readNotifications,
  type AcknowledgeNotificationsRequest,
  type FollowedNotifications,
  type FollowNotificationsRequest,
  type ListNotificationsRequest,
  type NotificationPage,
  type ReadNotificationsRequest,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { FollowNotifications } from './follow-notifications.use-case.js';
import { ListNotifications } from './list-notifications.use-case.js';
import { NotificationRepository } from './notification.repository.js';

/** What people do with their notifications. */
@Controller()
export class NotificationController {
  constructor(
    private readonly listNotificationsUseCase: ListNotifications,
    private readonly followNotificationsUseCase: FollowNotifications,
    private readonly notifications: NotificationRepository,
  ) {}

  @RpcHandler(listNotifications)
  list(@Payload() request: ListNotificationsRequest, @CurrentCaller() { userId }: Caller): Promise<NotificationPage> {
    return this.listNotificationsUseCase.execute(userId, request);
  }

  @RpcHandler(followNotifications)
  follow(
    @Payload() request: FollowNotificationsRequest,
    @CurrentCaller() { userId }: Caller,
  ): Promise<FollowedNotifications> {
    return this.followNotificationsUseCase.execute(userId, request);
  }

  @RpcHandler(acknowledgeNotifications)
  async acknowledge(
    @Payload() { upTo }: AcknowledgeNotificationsRequest,
    @CurrentCaller() { userId }: Caller,
  ): Promise<{ unread: number }> {
    await this.notifications.readUpTo(userId, upTo);
    return { unread: await this.notifications.countUnread(userId) };
  }

  @RpcHandler(readNotifications)
  async read(
    @Payload() { seqs }: ReadNotificationsRequest,
    @CurrentCaller() { userId }: Caller,
  ): Promise<{ unread: number }> {
    await this.notifications.readSingly(userId, seqs);
    return { unread: await this.notifications.countUnread(userId) };
  }
}
