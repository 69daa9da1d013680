import { Injectable } from '@nestjs/common';
import { userDeleted, type UserChanged } from '@atrium/contracts';
import { EventConsumer, type Delivered, type EventHandler } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

import { HomeRepository } from './home.repository.js';

/** Somebody left: their homes go with them, and their part in others' homes. */
@Injectable()
@EventConsumer(userDeleted, 'smarthome-home-owner-deleted')
export class UserDeletedConsumer implements EventHandler<UserChanged> {
  constructor(private readonly homes: HomeRepository) {}

  async handle(tx: Transaction, events: readonly Delivered<UserChanged>[]): Promise<void> {
    await this.homes.forgetPeople(
      tx,
      events.map(({ payload }) => payload.id),
    );
  }
}
