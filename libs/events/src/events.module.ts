import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';

import { EventConsumers } from './event-consumers.js';
import { EVENTS_OPTIONS, type EventsOptions } from './events-options.js';
import { OutboxRelay } from './outbox-relay.js';
import { Outbox } from './outbox.js';
import { ProcessedEvents } from './processed-events.js';

/** Gives a service its outbox, and runs its event consumers. */
@Global()
@Module({})
export class EventsModule {
  static forRoot(options: EventsOptions): DynamicModule {
    return {
      module: EventsModule,
      imports: [DiscoveryModule],
      providers: [{ provide: EVENTS_OPTIONS, useValue: options }, OutboxRelay, Outbox, ProcessedEvents, EventConsumers],
      exports: [Outbox, OutboxRelay],
    };
  }
}
