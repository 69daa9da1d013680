import { SetMetadata } from '@nestjs/common';
import type { EventContract } from '@atrium/contracts';
import type { Transaction } from '@atrium/persistence';

/** An event as it reaches a handler. */
export interface Delivered<Payload> {
  readonly id: string;
  readonly payload: Payload;
}

/**
 * Reacts to one kind of event. Gets each event once, several at a time when they queue up, in the order of the stream,
 * inside a transaction that also remembers that they were handled. Throwing rolls that back and has them redelivered.
 */
export interface EventHandler<Payload extends object> {
  handle(tx: Transaction, events: readonly Delivered<Payload>[]): Promise<void>;
}

export interface ConsumerDeclaration {
  readonly event: EventContract<object>;
  readonly durable: string;
}

export const EVENT_CONSUMER = Symbol('EVENT_CONSUMER');

/**
 * Makes a provider the durable consumer of an event. `durable` names it on the server, `<service>-<purpose>`; replicas
 * of the service share it. Renaming it starts over from the oldest event still in the stream.
 */
export function EventConsumer<Payload extends object>(event: EventContract<Payload>, durable: string) {
  return (target: new (...dependencies: never[]) => EventHandler<Payload>): void => {
    SetMetadata(EVENT_CONSUMER, { event, durable })(target);
  };
}
