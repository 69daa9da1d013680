import { Injectable } from '@nestjs/common';
import type { EventContract } from '@atrium/contracts';
import { Database, statement, type Transaction } from '@atrium/persistence';

import { outboxEntry, type OutboxEntry } from './outbox-entry.js';
import { OutboxRelay } from './outbox-relay.js';

const INSERT = statement(
  'outbox-insert',
  'INSERT INTO outbox (id, subject, payload, request_id) VALUES ($1, $2, $3, $4)',
);

const INSERT_ALL = statement(
  'outbox-insert-all',
  `INSERT INTO outbox (id, subject, payload, request_id)
   SELECT id, subject, payload::jsonb, request_id
   FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS entry (id, subject, payload, request_id)`,
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

  /** As {@link add} of many events by one statement. */
  async addAll(tx: Transaction, entries: readonly OutboxEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.database.rows(
      INSERT_ALL,
      [
        entries.map(({ id }) => id),
        entries.map(({ subject }) => subject),
        entries.map(({ payload }) => JSON.stringify(payload)),
        entries.map(({ requestId }) => requestId),
      ],
      tx,
    );
    tx.afterCommit(() => entries.forEach((entry) => this.relay.publish(entry)));
  }
}
