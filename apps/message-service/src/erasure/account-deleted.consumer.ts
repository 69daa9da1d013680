import { Injectable } from '@nestjs/common';
import { userDeleted, type UserChanged } from '@atrium/contracts';
import { IdempotentEventConsumer, type Delivered, type IdempotentEventHandler } from '@atrium/events';

import { AccountErasureRepository } from './account-erasure.repository.js';

/** A deleted account takes its notifications, settings and readings with it. */
@Injectable()
@IdempotentEventConsumer(userDeleted, 'message-account-deleted')
export class AccountDeletedConsumer implements IdempotentEventHandler<UserChanged> {
  constructor(private readonly erasures: AccountErasureRepository) {}

  async apply(events: readonly Delivered<UserChanged>[]): Promise<void> {
    for (const { payload } of events) await this.erasures.erase(payload.id);
  }
}
