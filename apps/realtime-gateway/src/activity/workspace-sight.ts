import type { FollowedActivities } from '@atrium/contracts';

import type { EventPlace } from '../feed/feed-event.js';
import type { Sight } from '../feed/follower.js';

/** What of a workspace's feed one person may see: everything but what happens in private channels they are not in. */
export class WorkspaceSight implements Sight {
  readonly checkedAt = performance.now();
  private readonly privateChannelIds: Set<number>;
  /** A guest sees only what happens in these; null for others. */
  private readonly onlyChannelIds: Set<number> | null;

  constructor({ privateChannelIds, onlyChannelIds }: Pick<FollowedActivities, 'privateChannelIds' | 'onlyChannelIds'>) {
    this.privateChannelIds = new Set(privateChannelIds);
    this.onlyChannelIds = onlyChannelIds ? new Set(onlyChannelIds) : null;
  }

  sees({ channelId, privateChannelId }: EventPlace): boolean {
    if (privateChannelId !== null && !this.privateChannelIds.has(privateChannelId)) return false;
    return this.onlyChannelIds === null || channelId === null || this.onlyChannelIds.has(channelId);
  }

  /** They came into a channel. */
  enter(channelId: number): void {
    this.privateChannelIds.add(channelId);
    this.onlyChannelIds?.add(channelId);
  }

  /** They went out of it. */
  exit(channelId: number): void {
    this.privateChannelIds.delete(channelId);
    this.onlyChannelIds?.delete(channelId);
  }
}
