import { Injectable } from '@nestjs/common';
import { requestsServed, type RequestsServed } from '@atrium/contracts';
import { EventConsumer, type Delivered, type EventHandler } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

import { UsageRepository } from './usage.repository.js';

/** Keeps the log of who called what. */
@Injectable()
@EventConsumer(requestsServed, 'user-usage-log')
export class RequestsServedConsumer implements EventHandler<RequestsServed> {
  constructor(private readonly usage: UsageRepository) {}

  async handle(tx: Transaction, events: readonly Delivered<RequestsServed>[]): Promise<void> {
    await this.usage.record(
      tx,
      events.flatMap(({ payload }) => payload.requests),
    );
  }
}
