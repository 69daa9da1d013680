import { Injectable } from '@nestjs/common';
import { followNotifications, notificationCreated, type NotificationCreated } from '@atrium/contracts';
import { NatsLink } from '@atrium/nats';
import { RpcClient } from '@atrium/rpc';

import type { Connection } from '../connection/connection.js';
import { FeedSet } from '../feed/feed-set.js';
import { Follower } from '../feed/follower.js';
import { notificationEvent, NotificationSource } from './notification-source.js';

/** The notifications of those who have sockets here. */
@Injectable()
export class NotificationFeeds {
  private readonly feeds: FeedSet<{ readonly userId: string }>;
  private readonly followed = new Map<Connection, Follower>();

  constructor(
    nats: NatsLink,
    private readonly rpc: RpcClient,
  ) {
    this.feeds = new FeedSet(nats, {
      subjectsOf: ({ userId }) => [`${notificationCreated.subject}.${userId}`],
      sourceOf: () => new NotificationSource(rpc),
      eventOf: (message) => notificationEvent(message.json<NotificationCreated>().notification),
    });
  }

  /** From here on, or from `since` on, the socket gets its owner's notifications. */
  async follow(connection: Connection, since?: number): Promise<void> {
    const { userId } = connection.caller;
    const request = since === undefined ? {} : { since };
    const { head, missed, isComplete } = await this.rpc.call(followNotifications, request, connection.caller);
    const isNew = this.feeds.get(userId) === undefined;
    const opened = this.feeds.open(userId, { userId }, head);
    await opened.ready;
    if (!connection.isOpen) return this.feeds.closeIfUnused(opened.key, opened.feed);

    const canRecover = since === undefined || (isComplete && since <= head);
    const backlog = canRecover ? missed.map(notificationEvent) : [];
    if (connection.isV2) {
      const outcome = canRecover ? { recovered: true, count: backlog.length } : { recovered: false, reason: 'too_far' };
      connection.sendJson({ type: 'subscribed', head, ...outcome });
    }
    const follower = new Follower(connection);
    // What was told between the answer and the subscription is read once more.
    follower.mustRead = isNew;
    const previous = this.followed.get(connection);
    if (previous) opened.feed.leave(previous);
    else connection.onClose(() => this.forget(connection, userId));
    this.followed.set(connection, follower);
    opened.feed.follow(follower, canRecover ? (since ?? head) : head, backlog, head);
  }

  private forget(connection: Connection, userId: string): void {
    const [opened, follower] = [this.feeds.get(userId), this.followed.get(connection)];
    if (opened && follower) this.feeds.leave(opened, follower);
    this.followed.delete(connection);
  }
}
