import { Injectable } from '@nestjs/common';
import { userCreated, type UserChanged } from '@atrium/contracts';
import { EventConsumer, type Delivered, type EventHandler } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

import { UserAudit } from '../audit/user-audit.js';
import { CredentialRepository } from './credential.repository.js';
import { IdentityRepository } from './identity.repository.js';
import { fromUserChanged } from './identity.view.js';

/** A profile exists: its owner can sign in, even if the registration that made it broke off before saying so. */
@Injectable()
@EventConsumer(userCreated, 'auth-user-created')
export class UserCreatedConsumer implements EventHandler<UserChanged> {
  constructor(
    private readonly credentials: CredentialRepository,
    private readonly identities: IdentityRepository,
    private readonly audit: UserAudit,
  ) {}

  async handle(tx: Transaction, events: readonly Delivered<UserChanged>[]): Promise<void> {
    const users = events.map(({ payload }) => payload);
    await this.credentials.activate(
      users.map(({ id }) => id),
      tx,
    );
    await this.identities.store(users.map(fromUserChanged), tx);
    await this.audit.created(tx, users);
  }
}
