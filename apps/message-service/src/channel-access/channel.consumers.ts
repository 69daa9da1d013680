import { Injectable } from '@nestjs/common';
import {
  channelChanged,
  channelCreated,
  channelMemberAdded,
  channelMemberRemoved,
  type ChannelChanged,
  type ChannelCreated,
  type ChannelMemberAdded,
  type ChannelMemberRemoved,
} from '@atrium/contracts';
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
    await this.accesses.storeChannels(
      tx,
      created.map(({ channelId, ...channel }) => ({ ...channel, id: channelId, isArchived: false })),
    );
    await this.accesses.storeChannelMembers(
      tx,
      created.map(({ channelId, createdBy, version }) => ({ channelId, userId: createdBy, version })),
    );
  }
}

/** Learns what channels are called, and who may read and write there. */
@Injectable()
@EventConsumer(channelChanged, 'message-channel-changed')
export class ChannelChangedConsumer implements EventHandler<ChannelChanged> {
  constructor(private readonly accesses: ChannelAccessRepository) {}

  handle(tx: Transaction, events: readonly Delivered<ChannelChanged>[]): Promise<void> {
    return this.accesses.storeChannels(
      tx,
      events.map(({ payload: { channelId, ...channel } }) => ({ ...channel, id: channelId })),
    );
  }
}

/** Learns who came into which channel. */
@Injectable()
@EventConsumer(channelMemberAdded, 'message-channel-member-added')
export class ChannelMemberAddedConsumer implements EventHandler<ChannelMemberAdded> {
  constructor(private readonly accesses: ChannelAccessRepository) {}

  handle(tx: Transaction, events: readonly Delivered<ChannelMemberAdded>[]): Promise<void> {
    return this.accesses.storeChannelMembers(
      tx,
      events.map(({ payload }) => payload),
    );
  }
}

/** Learns who went out of which channel. */
@Injectable()
@EventConsumer(channelMemberRemoved, 'message-channel-member-removed')
export class ChannelMemberRemovedConsumer implements EventHandler<ChannelMemberRemoved> {
  constructor(private readonly accesses: ChannelAccessRepository) {}

  handle(tx: Transaction, events: readonly Delivered<ChannelMemberRemoved>[]): Promise<void> {
    return this.accesses.removeChannelMembers(
      tx,
      events.map(({ payload }) => payload),
    );
  }
}
