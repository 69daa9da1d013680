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

/** Sockets to open and keep open, each joining one of the channels in turn. */
export interface OpenSocketsJob {
  readonly url: string;
  readonly channelIds: readonly number[];
  /** One for each socket. */
  readonly tokens: readonly string[];
  /** How many connect at a time. */
  readonly concurrency: number;
  /** More sockets, which join nothing and send in turn. */
  readonly senders: number;
}

export interface OpenSocketsResult {
  readonly seconds: number;
  /** From the first packet until the server has served the join. */
  readonly latencyMs: Percentiles;
}

/** Messages to send to all sockets that are open, into the channels in turn. */
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

/** Sockets of version 2 of the protocol, each joining one of the channels in turn. */
export type OpenFollowersJob = Omit<OpenSocketsJob, 'senders'>;

/** Everybody who was cut off connects at once, and resumes after so many events that they missed. */
export interface ComeBackJob {
  readonly missed: number;
}

export interface ComeBackResult {
  /** Until the last one had everything. */
  readonly seconds: number;
  /** From the moment at which all began until one of them had everything. */
  readonly latencyMs: Percentiles;
}

/** Sockets of `/ws/presence/` to open and keep open. */
export interface OpenPresenceJob {
  readonly url: string;
  readonly tokens: readonly string[];
  readonly concurrency: number;
}

/** One heartbeat over every open socket of `/ws/presence/`, so many times. */
export interface BeatJob {
  readonly rounds: number;
  readonly concurrency: number;
}

export interface BeatResult {
  readonly heartbeats: number;
  readonly seconds: number;
  /** Until the gateway has served it. */
  readonly latencyMs: Percentiles;
}

type Nothing = Record<string, never>;

/** What the load generator can be asked for, with what it answers. */
export interface Jobs {
  http: { job: HttpJob; result: HttpResult };
  openSockets: { job: OpenSocketsJob; result: OpenSocketsResult };
  deliver: { job: DeliverJob; result: DeliverResult };
  closeSockets: { job: Nothing; result: Nothing };
  openFollowers: { job: OpenFollowersJob; result: Nothing };
  loseFollowers: { job: Nothing; result: Nothing };
  comeBack: { job: ComeBackJob; result: ComeBackResult };
  openPresence: { job: OpenPresenceJob; result: Nothing };
  beat: { job: BeatJob; result: BeatResult };
  closePresence: { job: Nothing; result: Nothing };
}

export type JobKind = keyof Jobs;

/** The messages between the bench and its load generator. */
export interface Order<Kind extends JobKind = JobKind> {
  readonly kind: Kind;
  readonly job: Jobs[Kind]['job'];
}

export type Outcome = { readonly result: unknown } | { readonly error: string };
