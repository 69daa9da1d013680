import { Injectable } from '@nestjs/common';
import { activityRecorded, type MessageSent } from '@atrium/contracts';
import { Outbox, OutboxRelay, type Delivered } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

import { ActivityRepository } from './activity.repository.js';
import { toActivityView } from './activity.view.js';
import type { NewActivity } from './new-activity.js';

/** The end of each workspace's feed: whoever adds a line here also tells of it. */
@Injectable()
export class ActivityFeed {
  constructor(
    private readonly activities: ActivityRepository,
    private readonly outbox: Outbox,
    private readonly relay: OutboxRelay,
  ) {}

  /** Adds a line in the transaction of the change it tells of. */
  async record(tx: Transaction, activity: NewActivity): Promise<void> {
    const { id, seq, isPrivate } = await this.activities.record(tx, activity);
    const { workspaceId, channelId } = activity;
    await this.outbox.add(tx, activityRecorded, {
      workspaceId,
      seq,
      channelId,
      privateChannelId: isPrivate ? channelId : null,
      activity: toActivityView({ ...activity, id }),
    });
  }

  /** Adds a line for each message, in one statement however many there are; a message recorded before adds none. */
  async recordMessages(events: readonly Delivered<MessageSent>[]): Promise<void> {
    for (const entry of await this.activities.recordMessages(events)) this.relay.publish(entry);
  }
}
