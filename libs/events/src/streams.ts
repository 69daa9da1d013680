import { jetstreamManager, type StreamConfig } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { NatsLink } from '@atrium/nats';

const DAY_MS = 86_400_000;

export const EVENTS_STREAM = 'EVENTS';
export const DEAD_LETTERS_STREAM = 'DEAD_LETTERS';

type StreamDeclaration = Pick<StreamConfig, 'name' | 'subjects' | 'max_age'>;

/** Every fact that a service tells, for a week: longer than any consumer may be away. */
const EVENTS: StreamDeclaration = { name: EVENTS_STREAM, subjects: ['*.event.>'], max_age: nanos(7 * DAY_MS) };

/** What a consumer gave up on, with the reason, until someone has looked at it. */
const DEAD_LETTERS: StreamDeclaration = {
  name: DEAD_LETTERS_STREAM,
  subjects: ['*.dead-letter.*'],
  max_age: nanos(90 * DAY_MS),
};

/** Where a service's consumer puts what it gave up on. */
export function deadLetterSubject(service: string, durable: string): string {
  return `${service}.dead-letter.${durable}`;
}

/** Creates the streams, or brings them up to date. Safe to run from every replica at once. */
export async function provisionStreams(link: NatsLink, replicas: number): Promise<void> {
  const manager = await jetstreamManager(link.connection, { checkAPI: false });
  const existing = new Set<string>();
  for await (const name of manager.streams.names()) existing.add(name);
  for (const declaration of [EVENTS, DEAD_LETTERS]) {
    const config = { ...declaration, num_replicas: replicas, duplicate_window: nanos(120_000) };
    if (existing.has(declaration.name)) await manager.streams.update(declaration.name, config);
    else await manager.streams.add(config);
  }
}
