import { jetstream, type JetStreamClient } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { NatsLink } from '@atrium/nats';
import { counter, gauge } from '@atrium/observability';
import { Database, statement, UnitOfWork } from '@atrium/persistence';

import { REQUEST_ID_HEADER } from './event-headers.js';
import type { OutboxEntry } from './outbox-entry.js';

/** An entry this old that is still unpublished was left behind by a crash or an outage. */
const ORPHANED_AFTER_MS = 2_000;
const SWEEP_EVERY_MS = 1_000;
const SWEEP_BATCH = 200;
/** Published entries are marked together, this long after the first of them: one statement for many events. */
const MARK_AFTER_MS = 50;
const PUBLISH_TIMEOUT_MS = 5_000;
/** Published entries stay this long: JetStream can be rebuilt from them. */
const KEEP_DAYS = 7;
const CLEAN_EVERY_MS = 3_600_000;
const CLEAN_BATCH = 5_000;

const MARK_PUBLISHED = statement('outbox-mark', 'UPDATE outbox SET published_at = now() WHERE id = ANY($1)');

const CLAIM_ORPHANS = statement<{ id: string; subject: string; payload: object; request_id: string | null }>(
  'outbox-claim',
  `SELECT id, subject, payload, request_id FROM outbox
   WHERE published_at IS NULL AND created_at < now() - make_interval(secs => $1::float8 / 1000)
   ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
);

const CLEAN = statement(
  'outbox-clean',
  `DELETE FROM outbox WHERE id IN (
     SELECT id FROM outbox WHERE published_at < now() - make_interval(days => $1) LIMIT $2)`,
);

const MEASURE = statement<{ rows: number; age: number }>(
  'outbox-measure',
  `SELECT count(*)::int AS rows, coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS age
   FROM outbox WHERE published_at IS NULL`,
);

const published = counter('outbox_published_total', 'Events handed to JetStream', ['path']);

/**
 * Brings committed events to JetStream. The fast path publishes an entry straight after its commit; the sweep finds
 * what a crash or an outage left behind. Both use the entry's id as `Nats-Msg-Id`, so meeting twice does no harm, and
 * an entry is marked only when the stream has acknowledged it: at least once, never less.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(OutboxRelay.name);
  private readonly stream: JetStreamClient;
  private readonly inFlight = new Set<Promise<void>>();
  private acknowledged: string[] = [];
  private timers: NodeJS.Timeout[] = [];
  private marking: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | undefined;

  constructor(
    private readonly nats: NatsLink,
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {
    this.stream = jetstream(nats.connection);
  }

  onApplicationBootstrap(): void {
    this.measure();
    this.timers = [
      setInterval(() => void this.sweep(), SWEEP_EVERY_MS),
      setInterval(() => void this.clean(), CLEAN_EVERY_MS),
    ];
    void this.sweep();
  }

  /** Waits for what is under way; whatever could not be published stays for the next start. */
  async onApplicationShutdown(): Promise<void> {
    this.timers.forEach((timer) => clearInterval(timer));
    await Promise.allSettled([...this.inFlight, this.sweeping]);
    await this.mark();
  }

  /** Publishes one committed entry without being waited for. */
  publish(entry: OutboxEntry): void {
    if (!this.nats.isUp) return;
    const publishing = this.send(entry).then(
      () => {
        this.acknowledged.push(entry.id);
        this.marking ??= setTimeout(() => void this.mark(), MARK_AFTER_MS);
        published.inc({ path: 'commit' });
      },
      (err: unknown) => this.logger.warn({ msg: 'event left to the sweep', subject: entry.subject, err }),
    );
    this.inFlight.add(publishing);
    void publishing.finally(() => this.inFlight.delete(publishing));
  }

  private async send({ id, subject, payload, requestId }: OutboxEntry): Promise<void> {
    const messageHeaders = headers();
    if (requestId !== null) messageHeaders.set(REQUEST_ID_HEADER, requestId);
    await this.stream.publish(subject, JSON.stringify(payload), {
      msgID: id,
      headers: messageHeaders,
      timeout: PUBLISH_TIMEOUT_MS,
    });
  }

  private async mark(): Promise<void> {
    clearTimeout(this.marking);
    this.marking = undefined;
    if (this.acknowledged.length === 0) return;
    const ids = this.acknowledged;
    this.acknowledged = [];
    try {
      await this.database.rows(MARK_PUBLISHED, [ids]);
    } catch (err) {
      // The sweep publishes them again and JetStream or the consumers drop the duplicates.
      this.logger.warn({ msg: 'published events could not be marked', count: ids.length, err });
    }
  }

  /** One sweep at a time; a full batch is followed by the next at once. */
  private sweep(): Promise<void> {
    this.sweeping ??= this.sweepAll().finally(() => {
      this.sweeping = undefined;
    });
    return this.sweeping;
  }

  private async sweepAll(): Promise<void> {
    try {
      while (this.nats.isUp && (await this.sweepBatch()) === SWEEP_BATCH);
    } catch (err) {
      this.logger.warn({ msg: 'outbox sweep failed, will try again', err });
    }
  }

  /** The row locks stay held while publishing: they keep the sweeps of two replicas off the same entries. */
  private sweepBatch(): Promise<number> {
    return this.unitOfWork.run(async (tx) => {
      const orphans = await this.database.rows(CLAIM_ORPHANS, [ORPHANED_AFTER_MS, SWEEP_BATCH], tx);
      if (orphans.length === 0) return 0;
      await Promise.all(
        orphans.map(({ id, subject, payload, request_id: requestId }) =>
          this.send({ id, subject, payload, requestId }),
        ),
      );
      await this.database.rows(MARK_PUBLISHED, [orphans.map(({ id }) => id)], tx);
      published.inc({ path: 'sweep' }, orphans.length);
      return orphans.length;
    });
  }

  private async clean(): Promise<void> {
    try {
      await this.database.rows(CLEAN, [KEEP_DAYS, CLEAN_BATCH]);
    } catch (err) {
      this.logger.warn({ msg: 'outbox clean-up failed, will try again', err });
    }
  }

  private measure(): void {
    const { database, logger } = this;
    const age = gauge('outbox_oldest_unpublished_age_seconds', 'Age of the oldest event not yet published');
    gauge('outbox_unpublished_rows', 'Events not yet published', [], async function () {
      try {
        const measured = await database.row(MEASURE, []);
        this.set(measured?.rows ?? 0);
        age.set(measured?.age ?? 0);
      } catch (err) {
        // The last values stand, and all other metrics with them.
        logger.warn({ msg: 'outbox could not be measured', err });
      }
    });
  }
}
