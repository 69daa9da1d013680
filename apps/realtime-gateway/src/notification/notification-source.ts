import { followNotifications, type NotificationView } from '@atrium/contracts';
import type { RpcClient } from '@atrium/rpc';

import type { Connection } from '../connection/connection.js';
import { FeedEvent } from '../feed/feed-event.js';
import type { FeedPage, FeedSource } from '../feed/feed-source.js';

/** One person's stored notifications: whichever of their sockets asks, all may see them. */
export class NotificationSource implements FeedSource {
  readonly isShared = true;

  constructor(private readonly rpc: RpcClient) {}

  async readAfter(after: number, reader: Connection | undefined): Promise<FeedPage> {
    if (!reader) return { events: [], upTo: after, isComplete: true };
    const { missed, isComplete } = await this.rpc.call(followNotifications, { since: after }, reader.caller);
    const events = missed.map(notificationEvent);
    return { events, upTo: events.at(-1)?.seq ?? after, isComplete };
  }
}

/** What clients are sent of a notification: legacy ones its sentence alone. */
export function notificationEvent(notification: NotificationView): FeedEvent {
  const { seq, message, ...rest } = notification;
  return new FeedEvent(seq, {
    legacy: () => ({ type: 'notification', message }),
    v2: () => ({ type: 'notification', message, id: seq, seq, ...rest }),
  });
}
