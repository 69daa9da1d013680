import { Injectable } from '@nestjs/common';
import type { EventContract } from '@atrium/contracts';
import { Database, statement, type Transaction } from '@atrium/persistence';

import { outboxEntry } from './outbox-entry.js';
import { OutboxRelay } from './outbox-relay.js';

const INSERT = statement(
  'outbox-insert',
  'INSERT INTO outbox (id, subject, payload, request_id) VALUES ($1, $2, $3, $4)',
);

/** Where a use case tells what it did: the event is stored with the change, and published once both are durable. */
@Injectable()
export class Outbox {
  constructor(
    private readonly database: Database,
    private readonly relay: OutboxRelay,
  ) {}

  /** Stores the event in the caller's transaction; it leaves right after commit, or never. */
  async add<Payload extends object>(
    tx: Transaction,
    event: EventContract<Payload>,
    payload: NoInfer<Payload>,
  ): Promise<void> {
    const entry = outboxEntry(event, payload);
    await this.database.rows(INSERT, [entry.id, entry.subject, JSON.stringify(payload), entry.requestId], tx);
    tx.afterCommit(() => this.relay.publish(entry));
  }
}
