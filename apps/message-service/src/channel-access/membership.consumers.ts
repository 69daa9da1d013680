import { Injectable } from '@nestjs/common';
import {
  memberAdded,
  memberRemoved,
  memberRoleChanged,
  type MemberAdded,
  type MemberRemoved,
  type MemberRoleChanged,
} from '@atrium/contracts';
import { EventConsumer, type Delivered, type EventHandler } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

import { ChannelAccessRepository } from './channel-access.repository.js';

/** Learns who is in which workspace. */
@Injectable()
@EventConsumer(memberAdded, 'message-member-added')
export class MemberAddedConsumer implements EventHandler<MemberAdded> {
  constructor(private readonly accesses: ChannelAccessRepository) {}

  handle(tx: Transaction, events: readonly Delivered<MemberAdded>[]): Promise<void> {
    return this.accesses.storeWorkspaceMembers(
      tx,
      events.map(({ payload }) => payload),
    );
  }
}

/** Learns what people are in their workspaces now. */
@Injectable()
@EventConsumer(memberRoleChanged, 'message-member-role-changed')
export class MemberRoleChangedConsumer implements EventHandler<MemberRoleChanged> {
  constructor(private readonly accesses: ChannelAccessRepository) {}

  handle(tx: Transaction, events: readonly Delivered<MemberRoleChanged>[]): Promise<void> {
    return this.accesses.storeWorkspaceMembers(
      tx,
      events.map(({ payload }) => payload),
    );
  }
}

/** Learns who is in a workspace no more, and so in none of its channels. */
@Injectable()
@EventConsumer(memberRemoved, 'message-member-removed')
export class MemberRemovedConsumer implements EventHandler<MemberRemoved> {
  constructor(private readonly accesses: ChannelAccessRepository) {}

  handle(tx: Transaction, events: readonly Delivered<MemberRemoved>[]): Promise<void> {
    return this.accesses.removeWorkspaceMembers(
      tx,
      events.map(({ payload }) => payload),
    );
  }
}
