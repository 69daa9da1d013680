import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import {
  channelChanged,
  channelMemberRemoved,
  conversationMemberRemoved,
  memberRemoved,
  memberRoleChanged,
  workspaceDeleted,
  type ConversationLog,
  type EventContract,
} from '@atrium/contracts';
import { NatsLink } from '@atrium/nats';

import type { OpenFeed } from '../feed/feed-set.js';
import { hearChange } from '../membership/hear-change.js';
import { Conversations } from './conversations.js';
import { ReaderChecks } from './reader-checks.js';

/**
 * Hears who may no longer read what. Where the event says it all, the sockets concerned get nothing more at once; where
 * it depends on roles, the owner of the log is asked.
 */
@Injectable()
export class MembershipWatch implements OnApplicationBootstrap {
  private readonly logger = new Logger(MembershipWatch.name);

  constructor(
    private readonly nats: NatsLink,
    private readonly conversations: Conversations,
    private readonly checks: ReaderChecks,
  ) {}

  onApplicationBootstrap(): void {
    this.hear(memberRemoved, ({ workspaceId, userId, reason }) => {
      for (const opened of this.inWorkspace(workspaceId)) {
        this.conversations.evict(opened, (id) => id === userId, reason);
      }
    });
    this.hear(channelMemberRemoved, ({ channelId, userId, reason }) => {
      for (const opened of this.ofChannel(channelId)) this.conversations.evict(opened, (id) => id === userId, reason);
    });
    this.hear(conversationMemberRemoved, ({ conversationId, userId, actorId }) => {
      const reason = actorId === userId ? 'left' : 'removed';
      for (const opened of this.conversations.all()) {
        if (opened.key === conversationId) this.conversations.evict(opened, (id) => id === userId, reason);
      }
    });
    this.hear(workspaceDeleted, ({ workspaceId }) => {
      for (const opened of this.inWorkspace(workspaceId)) this.conversations.evict(opened, () => true, 'deleted');
    });
    this.hear(channelChanged, ({ channelId, isPrivate }) => {
      if (isPrivate) for (const opened of this.ofChannel(channelId)) this.checks.soon(opened);
    });
    this.hear(memberRoleChanged, ({ workspaceId, userId, role }) => {
      if (role === 'guest') for (const opened of this.inWorkspace(workspaceId)) this.checks.soon(opened, [userId]);
    });
  }

  private inWorkspace(workspaceId: number): OpenFeed<ConversationLog>[] {
    return [...this.conversations.all()].filter(({ topic }) => topic.workspaceId === workspaceId);
  }

  private ofChannel(channelId: number): OpenFeed<ConversationLog>[] {
    return [...this.conversations.all()].filter(({ topic }) => topic.channelId === channelId);
  }

  private hear<Payload extends object>(event: EventContract<Payload>, act: (payload: Payload) => void): void {
    hearChange(this.nats, this.logger, event, (payload) => {
      this.checks.noteChange();
      act(payload);
    });
  }
}
