import { Injectable } from '@nestjs/common';
import { deviceNoticed, type DeviceNoticed } from '@atrium/contracts';
import { People } from '@atrium/directory';
import { EventConsumer, type Delivered, type EventHandler } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

import { ActivityFeed } from './activity-feed.js';
import { ActivityRepository } from './activity.repository.js';
import { deviceWasNoticed } from './device-activity.js';

/**
 * Puts what happens to devices into the feed of the workspace that their home's owner chose, as long as it is there and
 * the owner may post in it.
 */
@Injectable()
@EventConsumer(deviceNoticed, 'workspace-device-activity')
export class DeviceNoticedConsumer implements EventHandler<DeviceNoticed> {
  constructor(
    private readonly feed: ActivityFeed,
    private readonly activities: ActivityRepository,
    private readonly people: People,
  ) {}

  /** Locks feeds in the order of their workspaces, so that two batches never wait for each other. */
  async handle(tx: Transaction, events: readonly Delivered<DeviceNoticed>[]): Promise<void> {
    const owners = await this.people.find([...new Set(events.map(({ payload }) => payload.ownerId))]);
    const inOrder = events.toSorted((one, other) => one.payload.workspaceId - other.payload.workspaceId);
    for (const { payload } of inOrder) {
      const owner = owners.get(payload.ownerId);
      if (!owner || !(await this.activities.maySpeak(tx, payload.workspaceId, payload.ownerId))) continue;
      await this.feed.record(tx, deviceWasNoticed(owner.email, payload));
    }
  }
}
