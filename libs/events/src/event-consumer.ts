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

/**
 * Reacts to one kind of event where repeating does no harm by itself, an insert that skips what is there for instance.
 * Spared the transaction and the memory of what was handled, it gets an event again when an acknowledgement was lost.
 */
export interface IdempotentEventHandler<Payload extends object> {
  apply(events: readonly Delivered<Payload>[]): Promise<void>;
}

export type AnyEventHandler = EventHandler<object> | IdempotentEventHandler<object>;

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

/** As {@link EventConsumer}, for a handler that may get an event more than once. */
export function IdempotentEventConsumer<Payload extends object>(event: EventContract<Payload>, durable: string) {
  return (target: new (...dependencies: never[]) => IdempotentEventHandler<Payload>): void => {
    SetMetadata(EVENT_CONSUMER, { event, durable })(target);
  };
}
