import { Injectable } from '@nestjs/common';
import { userDeleted, type UserChanged } from '@atrium/contracts';
import { EventConsumer, type Delivered, type EventHandler } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

import { HomeAnnouncer } from './home-announcer.js';
import { HomeRepository } from './home.repository.js';

/** Somebody left: their homes go with them, and their part in others' homes. */
@Injectable()
@EventConsumer(userDeleted, 'smarthome-home-owner-deleted')
export class UserDeletedConsumer implements EventHandler<UserChanged> {
  constructor(
    private readonly homes: HomeRepository,
    private readonly announcer: HomeAnnouncer,
  ) {}

  async handle(tx: Transaction, events: readonly Delivered<UserChanged>[]): Promise<void> {
    const ids = events.map(({ payload }) => payload.id);
    const ended = await this.homes.forgetPeople(tx, ids);
    for (const { homeId, userIds } of ended) await this.announcer.accessEnded(tx, homeId, userIds);
  }
}
