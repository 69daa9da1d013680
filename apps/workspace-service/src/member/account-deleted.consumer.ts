import { Injectable } from '@nestjs/common';
import { userDeleted, type UserChanged } from '@atrium/contracts';
import { IdempotentEventConsumer, type Delivered, type IdempotentEventHandler } from '@atrium/events';

import { InvitationRepository } from '../invitation/invitation.repository.js';
import { EndMemberships } from './end-memberships.use-case.js';

/** Whose account has ended is in no workspace any more. A deactivated account keeps its place: it may come back. */
@Injectable()
@IdempotentEventConsumer(userDeleted, 'workspace-account-deleted')
export class AccountDeletedConsumer implements IdempotentEventHandler<UserChanged> {
  constructor(
    private readonly endMemberships: EndMemberships,
    private readonly invitations: InvitationRepository,
  ) {}

  async apply(events: readonly Delivered<UserChanged>[]): Promise<void> {
    for (const { payload } of events) {
      await this.invitations.removeOf(payload.id);
      await this.endMemberships.execute(payload.id);
    }
  }
}
