import { Injectable } from '@nestjs/common';
import { userDeleted, type UserChanged } from '@atrium/contracts';
import { EventConsumer, type Delivered, type EventHandler } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

import { GoogleLinks } from './google-links.js';

/** Somebody left: Google hears nothing of them any more. */
@Injectable()
@EventConsumer(userDeleted, 'smarthome-link-owner-deleted')
export class AccountDeletedConsumer implements EventHandler<UserChanged> {
  constructor(private readonly links: GoogleLinks) {}

  async handle(tx: Transaction, events: readonly Delivered<UserChanged>[]): Promise<void> {
    await this.links.forget(
      tx,
      events.map(({ payload }) => payload.id),
    );
  }
}
