import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { NatsLink } from '@atrium/nats';
import { UnitOfWork } from '@atrium/persistence';

import { DurableConsumer } from './durable-consumer.js';
import { EVENT_CONSUMER, type AnyEventHandler, type ConsumerDeclaration } from './event-consumer.js';
import { EVENTS_OPTIONS, type EventsOptions } from './events-options.js';
import { ProcessedEvents } from './processed-events.js';
import { provisionStreams } from './streams.js';

const CLEAN_EVERY_MS = 3_600_000;

/** Finds the providers marked with `@EventConsumer` and runs each one's durable consumer while the process lives. */
@Injectable()
export class EventConsumers implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(EventConsumers.name);
  private consumers: DurableConsumer[] = [];
  private cleaning: NodeJS.Timeout | undefined;

  constructor(
    private readonly discovery: DiscoveryService,
    @Inject(EVENTS_OPTIONS) private readonly options: EventsOptions,
    private readonly nats: NatsLink,
    private readonly unitOfWork: UnitOfWork,
    private readonly processed: ProcessedEvents,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await provisionStreams(this.nats, this.options.streamReplicas);
    this.consumers = this.declared().map(
      ([declaration, handler]) =>
        new DurableConsumer({
          service: this.options.service,
          declaration,
          handler,
          nats: this.nats,
          unitOfWork: this.unitOfWork,
          processed: this.processed,
          retryAfterMs: this.options.retryAfterMs,
        }),
    );
    for (const consumer of this.consumers) consumer.start();
    this.cleaning = setInterval(() => {
      this.processed.clean().catch((err: unknown) => this.logger.warn({ msg: 'clean-up failed', err }));
    }, CLEAN_EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.cleaning);
    await Promise.all(this.consumers.map((consumer) => consumer.stop()));
  }

  private declared(): [ConsumerDeclaration, AnyEventHandler][] {
    return this.discovery.getProviders().flatMap(({ metatype, instance }) => {
      const declaration = metatype
        ? (Reflect.getMetadata(EVENT_CONSUMER, metatype) as ConsumerDeclaration | undefined)
        : undefined;
      return declaration ? [[declaration, instance as AnyEventHandler] as [ConsumerDeclaration, AnyEventHandler]] : [];
    });
  }
}
