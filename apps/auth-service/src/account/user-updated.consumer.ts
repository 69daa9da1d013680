import { Injectable } from '@nestjs/common';
import { userUpdated, type UserChanged } from '@atrium/contracts';
import { EventConsumer, type Delivered, type EventHandler } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

import { IdentityRepository } from './identity.repository.js';
import { fromUserChanged } from './identity.view.js';

/** A profile changed: logins and tokens go by the new one from now on. */
@Injectable()
@EventConsumer(userUpdated, 'auth-user-updated')
export class UserUpdatedConsumer implements EventHandler<UserChanged> {
  constructor(private readonly identities: IdentityRepository) {}

  async handle(tx: Transaction, events: readonly Delivered<UserChanged>[]): Promise<void> {
    await this.identities.store(
      events.map(({ payload }) => fromUserChanged(payload)),
      tx,
    );
  }
}
