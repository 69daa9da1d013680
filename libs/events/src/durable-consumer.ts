import { setTimeout as delay } from 'node:timers/promises';

import { AckPolicy, jetstream, jetstreamManager, type ConsumerMessages, type JsMsg } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { Logger } from '@nestjs/common';
import { anyKeyOf } from '@atrium/contracts';
import type { NatsLink } from '@atrium/nats';
import { counter, latencyHistogram, requestIdFrom, runInRequestContext } from '@atrium/observability';
import { isTransient, type UnitOfWork } from '@atrium/persistence';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';

import type { AnyEventHandler, ConsumerDeclaration, Delivered, EventHandler } from './event-consumer.js';
import { REQUEST_ID_HEADER } from './event-headers.js';
import type { ProcessedEvents } from './processed-events.js';
import { deadLetterSubject, EVENTS_STREAM } from './streams.js';

const BATCH = 100;
const MAX_ACK_PENDING = 500;
const ACK_WAIT_MS = 30_000;
/** How often a handler may fail on an event before it becomes a dead letter. Outages of the database do not count. */
const MAX_TRIES = 5;
const RETRY_AFTER_MS: readonly number[] = [250, 1_000, 5_000, 15_000];
const RESTART_AFTER_MS = 1_000;

const handled = latencyHistogram('event_handle_duration_seconds', 'Time to handle a batch of events', [
  'consumer',
  'outcome',
]);
const deadLettered = counter('events_dead_lettered_total', 'Events given up on', ['consumer']);
const duplicates = counter('inbox_duplicates_total', 'Events dropped because they had been handled', ['consumer']);

interface Received {
  readonly message: JsMsg;
  readonly delivered: Delivered<object>;
}

export interface DurableConsumerParts {
  readonly service: string;
  readonly declaration: ConsumerDeclaration;
  readonly handler: AnyEventHandler;
  readonly nats: NatsLink;
  readonly unitOfWork: UnitOfWork;
  readonly processed: ProcessedEvents;
  readonly retryAfterMs?: readonly number[] | undefined;
}

/**
 * Runs one handler on its durable JetStream consumer: pulls, validates, hands over in batches, acknowledges after
 * commit, retries with growing delays and finally puts an event among the dead letters. Outlives NATS restarts.
 */
export class DurableConsumer {
  private readonly logger: Logger;
  private readonly retryAfterMs: readonly number[];
  private messages: ConsumerMessages | undefined;
  private readonly waiting: JsMsg[] = [];
  private working: Promise<void> | undefined;
  private isStopping = false;
  private running: Promise<void> | undefined;

  constructor(private readonly parts: DurableConsumerParts) {
    this.logger = new Logger(`Consumer ${parts.declaration.durable}`);
    this.retryAfterMs = parts.retryAfterMs ?? RETRY_AFTER_MS;
  }

  /** Returns at once; pulling goes on until {@link stop}. */
  start(): void {
    this.running = this.run();
  }

  /** Stops pulling, finishes the batch at hand and gives the rest back for other replicas. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.messages?.stop();
    await this.working;
    // Only now has everything arrived that was received before.
    await this.running;
    await this.giveBack();
  }

  private async giveBack(): Promise<void> {
    if (this.waiting.length === 0) return;
    const { nats, declaration } = this.parts;
    // Asked how the consumer is, the server notices that the pull is over. NATS 2.9 would else give it the first event.
    const manager = await jetstreamManager(nats.connection, { checkAPI: false });
    await manager.consumers.info(EVENTS_STREAM, declaration.durable).catch(() => undefined);
    for (const message of this.waiting.splice(0)) message.nak();
  }

  private async run(): Promise<void> {
    while (!this.stopped()) {
      try {
        await this.pull();
      } catch (err) {
        if (this.stopped()) return;
        this.logger.warn({ msg: 'consumer interrupted, will start again', err });
        await delay(RESTART_AFTER_MS);
      }
    }
  }

  // A method, because the flag changes while `run` awaits and the compiler would narrow the field.
  private stopped(): boolean {
    return this.isStopping;
  }

  private async pull(): Promise<void> {
    const { nats, declaration } = this.parts;
    const manager = await jetstreamManager(nats.connection, { checkAPI: false });
    await manager.consumers.add(EVENTS_STREAM, {
      durable_name: declaration.durable,
      filter_subject: anyKeyOf(declaration.event),
      ack_policy: AckPolicy.Explicit,
      ack_wait: nanos(ACK_WAIT_MS),
      max_ack_pending: MAX_ACK_PENDING,
      max_deliver: -1,
    });
    const consumer = await jetstream(nats.connection).consumers.get(EVENTS_STREAM, declaration.durable);
    this.messages = await consumer.consume({ max_messages: BATCH * 2 });
    if (this.stopped()) this.messages.stop();
    for await (const message of this.messages) {
      this.waiting.push(message);
      this.working ??= this.work();
    }
  }

  /** Ends in the same step in which it finds nothing waiting, so that no event can slip in between and be left. */
  private async work(): Promise<void> {
    while (this.waiting.length > 0 && !this.stopped()) {
      const batch = await this.admit(this.waiting.splice(0, BATCH));
      if (batch.length > 0) await this.handleTogether(batch);
    }
    this.working = undefined;
  }

  /** Keeps what fits the contract. Retrying cannot mend the rest. */
  private async admit(messages: readonly JsMsg[]): Promise<Received[]> {
    const admitted: Received[] = [];
    for (const message of messages) {
      try {
        const payload = plainToInstance(this.parts.declaration.event.payload, message.json());
        const faults = await validate(payload);
        if (faults.length > 0) throw new Error(faults.map(String).join('; '));
        const id = message.headers?.get('Nats-Msg-Id') ?? '';
        admitted.push({ message, delivered: { id: id === '' ? `seq-${message.seq}` : id, payload } });
      } catch (err) {
        await this.bury(message, err);
      }
    }
    return admitted;
  }

  /** A batch fails as one, so that the good ones among it are tried alone before anything is put off. */
  private async handleTogether(batch: readonly Received[]): Promise<void> {
    try {
      await this.commit(batch);
    } catch (err) {
      const [only] = batch;
      if (batch.length === 1 && only) await this.postpone(only.message, err);
      else for (const one of batch) await this.handleTogether([one]);
    }
  }

  private async commit(batch: readonly Received[]): Promise<void> {
    const { declaration, handler } = this.parts;
    const requestId = requestIdFrom(batch[0]?.message.headers?.get(REQUEST_ID_HEADER));
    const events = batch.map(({ delivered }) => delivered);
    const stop = handled.startTimer({ consumer: declaration.durable });
    try {
      await runInRequestContext({ requestId }, () =>
        'apply' in handler ? handler.apply(events) : this.handleOnce(handler, events),
      );
    } catch (error) {
      stop({ outcome: 'error' });
      throw error;
    }
    stop({ outcome: 'ok' });
    for (const { message } of batch) message.ack();
  }

  /** What was handled and that it was handled become durable together. */
  private async handleOnce(handler: EventHandler<object>, events: readonly Delivered<object>[]): Promise<void> {
    const { declaration, processed, unitOfWork } = this.parts;
    const consumer = declaration.durable;
    await unitOfWork.run(async (tx) => {
      const ids = events.map(({ id }) => id);
      const isNew = await processed.markNew(tx, consumer, ids);
      const fresh = events.filter(({ id }) => isNew.delete(id));
      if (fresh.length < events.length) duplicates.inc({ consumer }, events.length - fresh.length);
      if (fresh.length > 0) await handler.handle(tx, fresh);
    });
  }

  private async postpone(message: JsMsg, err: unknown): Promise<void> {
    const tries = message.info.deliveryCount;
    if (tries >= MAX_TRIES && !isTransient(err)) return this.bury(message, err);
    this.logger.error({ msg: 'event handler failed, will try again', subject: message.subject, tries, err });
    message.nak(this.retryAfterMs[tries - 1] ?? this.retryAfterMs.at(-1));
  }

  /** Moves an event to the dead letters with the reason; only then is it taken off the consumer. */
  private async bury(message: JsMsg, err: unknown): Promise<void> {
    const { service, declaration, nats } = this.parts;
    const subject = deadLetterSubject(service, declaration.durable);
    this.logger.error({ msg: 'event given up', subject: message.subject, seq: message.seq, deadLetter: subject, err });
    const letter = {
      subject: message.subject,
      streamSequence: message.seq,
      reason: String(err),
      payload: message.string(),
    };
    try {
      const msgID = `${declaration.durable}:${message.seq}`;
      await jetstream(nats.connection).publish(subject, JSON.stringify(letter), { msgID });
    } catch (publishError) {
      this.logger.error({ msg: 'dead letter could not be stored, event stays', err: publishError });
      message.nak(this.retryAfterMs.at(-1));
      return;
    }
    deadLettered.inc({ consumer: declaration.durable });
    message.term();
  }
}
