import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import {
  channelCreated,
  channelMemberAdded,
  channelMemberRemoved,
  followActivities,
  memberRemoved,
  memberRoleChanged,
  workspaceDeleted,
} from '@atrium/contracts';
import { NatsLink } from '@atrium/nats';
import { isRefusal, RpcClient } from '@atrium/rpc';

import type { Follower } from '../feed/follower.js';
import { hearChange } from '../membership/hear-change.js';
import { WorkspaceFeeds } from './workspace-feeds.js';
import { WorkspaceSight } from './workspace-sight.js';

/** What everybody may see is asked for this often, whatever is heard. */
const ROUND_MS = 60_000;
const STEP_MS = 1_000;
/** Followers asked about in one step at most. */
const STEP_SIZE = 200;

/** Keeps up to date who may see what of the activity feeds. */
@Injectable()
export class SightWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(SightWatch.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly nats: NatsLink,
    private readonly rpc: RpcClient,
    private readonly feeds: WorkspaceFeeds,
  ) {}

  onApplicationBootstrap(): void {
    const { nats, logger, feeds } = this;
    hearChange(nats, logger, memberRemoved, ({ workspaceId, userId, reason }) => {
      feeds.evict(workspaceId, (id) => id === userId, reason);
    });
    hearChange(nats, logger, workspaceDeleted, ({ workspaceId }) => feeds.evict(workspaceId, () => true, 'deleted'));
    hearChange(nats, logger, channelMemberAdded, ({ workspaceId, userId, channelId }) => {
      for (const sight of this.sightsOf(workspaceId, userId)) sight.enter(channelId);
    });
    hearChange(nats, logger, channelCreated, ({ workspaceId, createdBy, channelId }) => {
      for (const sight of this.sightsOf(workspaceId, createdBy)) sight.enter(channelId);
    });
    hearChange(nats, logger, channelMemberRemoved, ({ workspaceId, userId, channelId }) => {
      for (const sight of this.sightsOf(workspaceId, userId)) sight.exit(channelId);
    });
    hearChange(nats, logger, memberRoleChanged, ({ workspaceId, userId }) => {
      for (const follower of feeds.followersOf(workspaceId, userId)) void this.renew(workspaceId, follower);
    });
    this.timer = setInterval(() => this.step(performance.now()), STEP_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private *sightsOf(workspaceId: number, userId: string): Iterable<WorkspaceSight> {
    for (const { sight } of this.feeds.followersOf(workspaceId, userId)) {
      if (sight instanceof WorkspaceSight) yield sight;
    }
  }

  private step(now: number): void {
    let left = STEP_SIZE;
    for (const { topic, feed } of this.feeds.all()) {
      for (const follower of feed.followers()) {
        const { sight } = follower;
        if (left === 0) return;
        if (!(sight instanceof WorkspaceSight) || now - sight.checkedAt < ROUND_MS) continue;
        left -= 1;
        void this.renew(topic.workspaceId, follower);
      }
    }
  }

  /** Asks the owner what somebody may see; whoever is no member any more is taken out. */
  private async renew(workspaceId: number, follower: Follower): Promise<void> {
    const { caller } = follower.connection;
    try {
      follower.sight = new WorkspaceSight(await this.rpc.call(followActivities, { workspaceId }, caller));
    } catch (error) {
      if (isRefusal(error, 'WORKSPACE_NOT_FOUND')) {
        this.feeds.evict(workspaceId, (userId) => userId === caller.userId, 'removed');
      } else {
        this.logger.warn({ msg: 'what somebody may see could not be checked', workspaceId, err: error });
      }
    }
  }
}
