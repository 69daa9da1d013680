import { Injectable } from '@nestjs/common';
import { userUpdated, type UserChanged } from '@atrium/contracts';
import { EventConsumer, type Delivered, type EventHandler } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

import { IdentityRepository } from '../account/identity.repository.js';
import { fromUserChanged } from '../account/identity.view.js';
import { UserAudit } from '../audit/user-audit.js';
import { RevokeSession } from './revoke-session.use-case.js';

/** A profile changed: logins and tokens go by the new one from now on, and who was deactivated is signed out. */
@Injectable()
@EventConsumer(userUpdated, 'auth-user-updated')
export class UserUpdatedConsumer implements EventHandler<UserChanged> {
  constructor(
    private readonly identities: IdentityRepository,
    private readonly revokeSession: RevokeSession,
    private readonly audit: UserAudit,
  ) {}

  async handle(tx: Transaction, events: readonly Delivered<UserChanged>[]): Promise<void> {
    const users = events.map(({ payload }) => payload);
    const changed = users.map(({ id }) => id);
    const known = await this.identities.lock(tx, changed);
    await this.audit.changed(tx, users, new Map(known.map((identity) => [identity.userId, identity])));
    await this.identities.store(users.map(fromUserChanged), tx);
    // What is stored decides: a late event of an earlier deactivation must end nothing.
    await this.revokeSession.executeAll(tx, await this.identities.findInactive(changed, tx), { kind: 'session-ended' });
  }
}
