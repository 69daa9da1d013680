import { Injectable } from '@nestjs/common';
import { channelCreated, type ChannelCreated } from '@atrium/contracts';
import { EventConsumer, type Delivered, type EventHandler } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

import { ChannelAccessRepository } from './channel-access.repository.js';

/** Learns of new channels; whoever made one is in it. */
@Injectable()
@EventConsumer(channelCreated, 'message-channel-created')
export class ChannelCreatedConsumer implements EventHandler<ChannelCreated> {
  constructor(private readonly accesses: ChannelAccessRepository) {}

  async handle(tx: Transaction, events: readonly Delivered<ChannelCreated>[]): Promise<void> {
    const created = events.map(({ payload }) => payload);
    await this.accesses.addChannels(
      tx,
      created.map(({ channelId, workspaceId, name, isPrivate }) => ({ id: channelId, workspaceId, name, isPrivate })),
    );
    await this.accesses.addChannelMembers(
      tx,
      created.map(({ channelId, createdBy }) => ({ channelId, userId: createdBy })),
    );
  }
}
