import { jetstream, jetstreamManager, type StoredMsg } from '@nats-io/jetstream';
import { Injectable, Module, type INestApplicationContext, type Provider, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { defineEvent, subjectOf, type EventContract } from '@atrium/contracts';
import { NatsLink, NatsModule } from '@atrium/nats';
import { metrics } from '@atrium/observability';
import {
  createDataSource,
  DatabaseModule,
  initialise,
  managerOf,
  UnitOfWork,
  type Transaction,
} from '@atrium/persistence';
import { createDatabase, TestNats, type TestDatabase } from '@atrium/testing';
import { IsInt } from 'class-validator';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';

import {
  createEventTables,
  DEAD_LETTERS_STREAM,
  EventConsumer,
  EVENTS_STREAM,
  EventsModule,
  IdempotentEventConsumer,
  Outbox,
  provisionStreams,
  type Delivered,
  type EventHandler,
  type IdempotentEventHandler,
} from '../src/index.js';

export class Noted {
  @IsInt()
  readonly n!: number;
}

/** An event of its own for each test: a durable consumer starts with the oldest event of its subject. */
export function eventNamed(name: string): EventContract<Noted> {
  return defineEvent({ subject: `test.event.${name}.v1`, payload: Noted, key: () => 'key' });
}

export type Handle = (tx: Transaction, events: readonly Delivered<Noted>[]) => Promise<void>;

/** A durable consumer that is a function. */
export function consuming(event: EventContract<Noted>, durable: string, handle: Handle): Type<EventHandler<Noted>> {
  @Injectable()
  @EventConsumer(event, durable)
  class FunctionConsumer implements EventHandler<Noted> {
    handle(tx: Transaction, events: readonly Delivered<Noted>[]): Promise<void> {
      return handle(tx, events);
    }
  }
  return FunctionConsumer;
}

/** The same for a function that may be called again with what it has done already. */
export function applying(
  event: EventContract<Noted>,
  durable: string,
  apply: (events: readonly Delivered<Noted>[]) => Promise<void>,
): Type<IdempotentEventHandler<Noted>> {
  @Injectable()
  @IdempotentEventConsumer(event, durable)
  class FunctionConsumer implements IdempotentEventHandler<Noted> {
    apply(events: readonly Delivered<Noted>[]): Promise<void> {
      return apply(events);
    }
  }
  return FunctionConsumer;
}

/** Writes down the events' numbers in the handler's own transaction. */
export async function writeDown(tx: Transaction, consumer: string, events: readonly Delivered<Noted>[]): Promise<void> {
  const numbers = events.map(({ payload }) => payload.n);
  await managerOf(tx).query('INSERT INTO handled (consumer, n) SELECT $1, unnest($2::int[])', [consumer, numbers]);
}

class CreateTables1700000000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await createEventTables(db);
    await db.query('CREATE TABLE handled (consumer text, n int)');
  }

  async down(): Promise<void> {
    // Never undone.
  }
}

/** Registered by every replica; a process is usually one. */
const GAUGES = [
  'db_pool_connections',
  'db_pool_waiting_requests',
  'outbox_oldest_unpublished_age_seconds',
  'outbox_unpublished_rows',
];

/** A service with events and nothing else, its servers, and what a test asks of them. */
export class EventsSuite {
  readonly unitOfWork: UnitOfWork;
  readonly #replicas = new Set<INestApplicationContext>();

  private constructor(
    readonly nats: TestNats,
    readonly link: NatsLink,
    readonly dataSource: DataSource,
    readonly database: TestDatabase,
  ) {
    this.unitOfWork = new UnitOfWork(dataSource);
  }

  static async start(): Promise<EventsSuite> {
    const [nats, database] = await Promise.all([TestNats.start(), createDatabase('events')]);
    const link = await NatsLink.connect({ url: nats.url, name: 'events-test' });
    const dataSource = createDataSource({
      url: database.url,
      poolMax: 10,
      applicationName: 'events-test',
      entities: [],
      migrations: [CreateTables1700000000000],
    });
    await initialise(dataSource);
    await dataSource.runMigrations();
    await provisionStreams(link, 1);
    return new EventsSuite(nats, link, dataSource, database);
  }

  /** Starts one replica of the service, with consumers if any. Failed events are tried again at once. */
  async replica(...providers: Provider[]): Promise<INestApplicationContext> {
    @Module({
      imports: [
        NatsModule.forRoot(this.link),
        DatabaseModule.forRoot(this.dataSource),
        EventsModule.forRoot({ service: 'test', streamReplicas: 1, retryAfterMs: [1] }),
      ],
      providers,
    })
    class ReplicaModule {}

    for (const name of GAUGES) metrics.removeSingleMetric(name);
    const replica = await NestFactory.createApplicationContext(ReplicaModule);
    this.#replicas.add(replica);
    return replica;
  }

  async close(replica: INestApplicationContext): Promise<void> {
    this.#replicas.delete(replica);
    await replica.close();
  }

  /** Tells events as another service would. */
  async publish(event: EventContract<Noted>, ...numbers: number[]): Promise<void> {
    const js = jetstream(this.link.connection);
    await Promise.all(numbers.map((n) => js.publish(subjectOf(event, { n }), JSON.stringify({ n }))));
  }

  /** Commits a transaction that tells these events. */
  async tell(replica: INestApplicationContext, event: EventContract<Noted>, ...numbers: number[]): Promise<void> {
    const outbox = replica.get(Outbox, { strict: false });
    await this.unitOfWork.run(async (tx) => {
      for (const n of numbers) await outbox.add(tx, event, { n });
    });
  }

  /** Every event of this kind in the stream, oldest first. */
  published(event: EventContract<Noted>): Promise<StoredMsg[]> {
    return this.#stored(EVENTS_STREAM, subjectOf(event, { n: 0 }));
  }

  /** Every dead letter of a consumer, oldest first. */
  deadLetters(durable: string): Promise<StoredMsg[]> {
    return this.#stored(DEAD_LETTERS_STREAM, `test.dead-letter.${durable}`);
  }

  /** The numbers that a consumer's handler committed, in order of size. */
  async handled(consumer: string): Promise<number[]> {
    const rows = await this.rows<{ n: number }>('SELECT n FROM handled WHERE consumer = $1 ORDER BY n', [consumer]);
    return rows.map(({ n }) => n);
  }

  async rows<Row>(query: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.dataSource.query<Row[]>(query, [...values]);
  }

  async stop(): Promise<void> {
    for (const replica of this.#replicas) await replica.close();
    await this.link.drain();
    await this.dataSource.destroy();
    await Promise.all([this.nats.stop(), this.database.drop()]);
  }

  async #stored(stream: string, subject: string): Promise<StoredMsg[]> {
    const manager = await jetstreamManager(this.link.connection);
    const { state } = await manager.streams.info(stream, { subjects_filter: subject });
    const count = state.subjects?.[subject] ?? 0;
    const messages: StoredMsg[] = [];
    for (let seq = state.first_seq; messages.length < count;) {
      // The server knows this request; the client's types do not.
      const next = { seq, next_by_subj: subject };
      const message = await manager.streams.getMessage(stream, next);
      if (!message) throw new Error('The stream changed while it was read');
      messages.push(message);
      seq = message.seq + 1;
    }
    return messages;
  }
}
