import { performance } from 'node:perf_hooks';

import { Logger } from '@nestjs/common';
import { ServerNats } from '@nestjs/microservices';
import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import type { NatsLink } from '@atrium/nats';
import { gauge, latencyHistogram, requestIdFrom, runInRequestContext } from '@atrium/observability';
import { isObservable, lastValueFrom } from 'rxjs';

import { DomainError } from './domain-error.js';
import { RpcCallContext } from './rpc-call-context.js';
import { ERROR_CODE, headersOf, REQUEST_ID, TIMEOUT_MS, TRACEPARENT } from './rpc-headers.js';

const duration = latencyHistogram('rpc_server_duration_seconds', 'Time to serve a call', ['subject', 'outcome']);
const inFlightGauge = gauge('rpc_server_in_flight', 'Calls being served now');

/** How long a stopping process still works on calls it has accepted, in milliseconds. */
const DRAIN_LIMIT_MS = 10_000;

/**
 * Nest's NATS transport on the process's one connection. The body is the request's plain JSON, headers carry identity,
 * request id and time left, and a refusal is a header too, so that a reply can be passed on unread. One reply per call.
 * `close` stops taking calls, finishes those it has, and leaves the connection to its owner: nothing in flight is lost.
 */
export class NatsRpcServer extends ServerNats {
  protected override readonly logger = new Logger(NatsRpcServer.name);
  private readonly served: Subscription[] = [];
  private inFlight = 0;
  private onIdle: (() => void) | undefined;

  constructor(
    private readonly link: NatsLink,
    private readonly queue: string,
  ) {
    super({ queue });
  }

  // Nest's base class types its client through an optional dependency, hence the cast.
  override createNatsClient(): ReturnType<ServerNats['createNatsClient']> {
    return Promise.resolve(this.link.connection) as ReturnType<ServerNats['createNatsClient']>;
  }

  /** Watching the connection is {@link NatsLink}'s work. */
  override handleStatusUpdates(_client: NatsConnection): Promise<void> {
    return Promise.resolve();
  }

  /** Every replica joins the service's queue group, so that each call is served once. */
  override bindEvents(connection: NatsConnection): void {
    for (const subject of this.messageHandlers.keys()) {
      const callback = (error: Error | null, message: Msg): void => {
        if (error) this.logger.error({ msg: 'subscription failed', subject, err: error });
        else void this.handleMessage(subject, message);
      };
      this.served.push(connection.subscribe(subject, { queue: this.queue, callback }));
    }
  }

  override async handleMessage(subject: string, message: Msg): Promise<void> {
    const receivedAt = performance.now();
    const call = new RpcCallContext(message);
    const timeout = Number(call.header(TIMEOUT_MS) ?? Infinity);
    const request = {
      requestId: requestIdFrom(call.header(REQUEST_ID)),
      traceparent: call.header(TRACEPARENT),
      deadline: receivedAt + timeout,
    };
    this.begin();
    try {
      const outcome = await runInRequestContext(request, () => this.serve(subject, message, call, request.deadline));
      duration.observe({ subject, outcome }, (performance.now() - receivedAt) / 1_000);
    } finally {
      this.end();
    }
  }

  override async close(): Promise<void> {
    await Promise.allSettled(this.served.map((subscription) => subscription.drain()));
    if (this.inFlight > 0) await this.idle(DRAIN_LIMIT_MS);
  }

  private async serve(subject: string, message: Msg, call: RpcCallContext, deadline: number): Promise<string> {
    try {
      // Not getHandlerByPattern: it first tries to parse the subject as JSON, which throws, on every call.
      const handler = this.messageHandlers.get(subject);
      if (!handler) throw new DomainError('INTERNAL', `Nothing handles ${subject}`);
      const outcome: unknown = await handler(parse(message), call);
      // Nest returns a handler's value as it is, and errors as an observable that throws them.
      const result: unknown = isObservable(outcome) ? await lastValueFrom(outcome, { defaultValue: null }) : outcome;
      if (performance.now() > deadline) return 'ABANDONED';
      message.respond(JSON.stringify(result ?? null));
      return 'ok';
    } catch (error) {
      const refusal = this.toRefusal(error, subject);
      const { detail, fields, retryAfterSeconds } = refusal;
      message.respond(JSON.stringify({ detail, fields, retryAfterSeconds }), {
        headers: headersOf({ [ERROR_CODE]: refusal.code }),
      });
      return refusal.code;
    }
  }

  /** What a caller may know of a failure: refusals as they are, anything else as INTERNAL, logged once, here. */
  private toRefusal(error: unknown, subject: string): DomainError {
    if (error instanceof DomainError) return error;
    this.logger.error({ msg: 'rpc handler failed', subject, err: error });
    return new DomainError('INTERNAL', 'Unexpected error');
  }

  private begin(): void {
    this.inFlight += 1;
    inFlightGauge.set(this.inFlight);
  }

  private end(): void {
    this.inFlight -= 1;
    inFlightGauge.set(this.inFlight);
    if (this.inFlight === 0) this.onIdle?.();
  }

  private idle(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, limitMs);
      this.onIdle = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Reads a request. PostgreSQL's text has no NUL, so none gets as far as a service. */
function parse(message: Msg): unknown {
  const text = message.string();
  let request: unknown;
  try {
    request = JSON.parse(text);
  } catch (cause) {
    throw new DomainError('VALIDATION_FAILED', 'The request is not JSON', undefined, { cause });
  }
  if (text.includes(ESCAPED_NUL)) refuseNul(request);
  return request;
}

/** How JSON writes a NUL, and also a backslash before `u0000`: hence the second look. */
const ESCAPED_NUL = '\\u0000';

function refuseNul(request: unknown): void {
  const detail = 'Text must not contain NUL characters';
  const faulty = Object.entries(request ?? {}).filter(([, value]) => holdsNul(value));
  if (faulty.length === 0) return;
  throw new DomainError('VALIDATION_FAILED', detail, Object.fromEntries(faulty.map(([field]) => [field, [detail]])));
}

function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsNul);
}
