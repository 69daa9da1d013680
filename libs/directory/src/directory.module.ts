import { Global, Injectable, Module, type DynamicModule, type Type } from '@nestjs/common';
import {
  userCreated,
  userDeleted,
  userUpdated,
  type EventContract,
  type ServiceName,
  type UserChanged,
} from '@atrium/contracts';
import { EventConsumer, type Delivered, type EventHandler } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

import { People } from './people.js';

/** Gives a service its own copy of who is who, kept up to date by user-service's events. */
@Global()
@Module({})
export class DirectoryModule {
  static forService(service: ServiceName): DynamicModule {
    return {
      module: DirectoryModule,
      providers: [
        People,
        personKeeper(userCreated, `${service}-person-created`),
        personKeeper(userUpdated, `${service}-person-updated`),
        personKeeper(userDeleted, `${service}-person-deleted`),
      ],
      exports: [People],
    };
  }
}

/** The consumer that copies one kind of profile event into the person table. */
function personKeeper(event: EventContract<UserChanged>, durable: string): Type<EventHandler<UserChanged>> {
  @Injectable()
  @EventConsumer(event, durable)
  class PersonKeeper implements EventHandler<UserChanged> {
    constructor(private readonly people: People) {}

    handle(tx: Transaction, events: readonly Delivered<UserChanged>[]): Promise<void> {
      return this.people.store(
        events.map(({ payload: { id, ...user } }) => ({ ...user, userId: id })),
        tx,
      );
    }
  }
  return PersonKeeper;
}
