import { Injectable } from '@nestjs/common';
import { memberAdded, type MemberAdded } from '@atrium/contracts';
import { EventConsumer, type Delivered, type EventHandler } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

import { ChannelAccessRepository } from './channel-access.repository.js';

/** Learns who is in which workspace. */
@Injectable()
@EventConsumer(memberAdded, 'message-member-added')
export class MemberAddedConsumer implements EventHandler<MemberAdded> {
  constructor(private readonly accesses: ChannelAccessRepository) {}

  handle(tx: Transaction, events: readonly Delivered<MemberAdded>[]): Promise<void> {
    return this.accesses.addWorkspaceMembers(
      tx,
      events.map(({ payload: { workspaceId, userId } }) => ({ workspaceId, userId })),
    );
  }
}
