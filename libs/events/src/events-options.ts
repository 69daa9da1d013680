/** Dependency-injection token of {@link EventsOptions}. */
export const EVENTS_OPTIONS = Symbol('EVENTS_OPTIONS');

export interface EventsOptions {
  /** First token of the service's subjects. */
  readonly service: string;
  /** Copies of each stream: 1 on one NATS server, 3 on a cluster. */
  readonly streamReplicas: number;
  /** How long an event waits after each failed try, in milliseconds; the last one counts for all that follow. */
  readonly retryAfterMs?: readonly number[];
}
