import type { Percentiles } from '../statistics.ts';

/** Requests to send as fast as they are answered. */
export interface HttpJob {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  /** A body in which `{n}` becomes a number that no other request of this load generator has. */
  readonly bodyTemplate?: string;
  /** In its place several, which take turns. */
  readonly bodyTemplates?: readonly string[];
  /** What `{value}` in the body becomes, each for one request; a job that needs more of them fails. */
  readonly values?: readonly string[];
  /** The field of the answer that is a value for another request. */
  readonly nextValue?: string;
  /** What every answer must be, to the last character; for a body without `{n}` and `{value}`. */
  readonly expectedBody?: string;
  readonly connections: number;
  /** How long, or how many. */
  readonly limit: { readonly seconds: number } | { readonly requests: number };
}

export interface HttpResult {
  readonly requests: number;
  readonly seconds: number;
  readonly latencyMs: Percentiles;
}

/** Sockets to open and keep open, each joining the channel. */
export interface OpenSocketsJob {
  readonly url: string;
  readonly channelId: number;
  /** One for each socket. */
  readonly tokens: readonly string[];
  /** How many connect at a time. */
  readonly concurrency: number;
}

export interface OpenSocketsResult {
  readonly seconds: number;
  /** From the first packet until the server has served the join. */
  readonly latencyMs: Percentiles;
}

/** Messages to send over one more socket, to all that are open. */
export interface DeliverJob {
  readonly seconds: number;
  /** At a steady pace, or always so many that not everybody has got. */
  readonly pace: { readonly perSecond: number } | { readonly inFlight: number };
}

export interface DeliverResult {
  readonly messages: number;
  readonly deliveries: number;
  /** From the first send to the last delivery. */
  readonly seconds: number;
  readonly latencyMs: Percentiles;
}

/** What the load generator can be asked for, with what it answers. */
export interface Jobs {
  http: { job: HttpJob; result: HttpResult };
  openSockets: { job: OpenSocketsJob; result: OpenSocketsResult };
  deliver: { job: DeliverJob; result: DeliverResult };
  closeSockets: { job: Record<string, never>; result: Record<string, never> };
}

export type JobKind = keyof Jobs;

/** The messages between the bench and its load generator. */
export interface Order<Kind extends JobKind = JobKind> {
  readonly kind: Kind;
  readonly job: Jobs[Kind]['job'];
}

export type Outcome = { readonly result: unknown } | { readonly error: string };
