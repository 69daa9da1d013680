import type { QueryRunner } from 'typeorm';

/** Creates the two tables that sending and receiving events need; part of a service's first migration. */
export async function createEventTables(db: QueryRunner): Promise<void> {
  await db.query(`CREATE TABLE outbox (
    id uuid PRIMARY KEY,
    subject text NOT NULL,
    payload jsonb NOT NULL,
    request_id text,
    created_at timestamptz NOT NULL DEFAULT now(),
    published_at timestamptz)`);
  await db.query('CREATE INDEX outbox_unpublished ON outbox (created_at) WHERE published_at IS NULL');
  await db.query('CREATE INDEX outbox_published ON outbox (published_at) WHERE published_at IS NOT NULL');
  await db.query(`CREATE TABLE processed_event (
    consumer text NOT NULL,
    event_id text NOT NULL,
    processed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, event_id))`);
  await db.query('CREATE INDEX processed_event_age ON processed_event (processed_at)');
}

/** Undoes {@link createEventTables}. */
export async function dropEventTables(db: QueryRunner): Promise<void> {
  await db.query('DROP TABLE processed_event');
  await db.query('DROP TABLE outbox');
}
