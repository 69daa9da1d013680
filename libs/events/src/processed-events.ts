import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';

const MARK = statement<{ event_id: string }>(
  'processed-event-mark',
  `INSERT INTO processed_event (consumer, event_id) SELECT $1, unnest($2::text[])
   ON CONFLICT DO NOTHING RETURNING event_id`,
);

/** Longer than the stream keeps an event. */
const KEEP_DAYS = 14;
const CLEAN = statement(
  'processed-event-clean',
  `DELETE FROM processed_event WHERE ctid IN (
     SELECT ctid FROM processed_event WHERE processed_at < now() - make_interval(days => $1) LIMIT 5000)`,
);

/** Remembers which events a consumer has handled: the guard that makes "at least once" count once. */
@Injectable()
export class ProcessedEvents {
  constructor(private readonly database: Database) {}

  /** Marks the events as handled in this transaction and returns those that had not been. */
  async markNew(tx: Transaction, consumer: string, eventIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.rows(MARK, [consumer, eventIds], tx);
    return new Set(rows.map((row) => row.event_id));
  }

  /** Forgets what is older than the stream itself. */
  async clean(): Promise<void> {
    await this.database.rows(CLEAN, [KEEP_DAYS]);
  }
}
