/** `<service>.event.<past-tense>.v<version>`; the published subject may append one key: `….v1.<key>`. */
export type EventSubject = `${string}.event.${string}.v${number}`;

/** An event class: its class-validator decorators are checked by every durable consumer. */
export type PayloadClass<Payload extends object> = new () => Payload;

/** One fact that a service tells: subject and payload, imported as a value by publisher and consumers. */
export interface EventContract<Payload extends object> {
  readonly subject: EventSubject;
  readonly payload: PayloadClass<Payload>;
  /** The last subject token of one event, so that a subscriber can ask for one channel's or one user's. */
  readonly key: (payload: Payload) => string;
}

/** Declares an event. The key must be a single subject token: letters, digits, `-` and `_`. */
export function defineEvent<Payload extends object>(contract: EventContract<Payload>): EventContract<Payload> {
  return contract;
}

/** The subject one event is published on. */
export function subjectOf<Payload extends object>(event: EventContract<Payload>, payload: Payload): string {
  return `${event.subject}.${event.key(payload)}`;
}

/** The filter that matches an event with any key. */
export function anyKeyOf(event: Pick<EventContract<object>, 'subject'>): string {
  return `${event.subject}.*`;
}
