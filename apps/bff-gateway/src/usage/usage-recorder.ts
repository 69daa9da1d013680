import { randomUUID } from 'node:crypto';

import { jetstream } from '@nats-io/jetstream';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import {
  MAX_REQUESTS_TOLD,
  requestsServed,
  subjectOf,
  type RequestsServed,
  type ServedRequest,
} from '@atrium/contracts';
import { NatsLink } from '@atrium/nats';
import { counter } from '@atrium/observability';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { AuthenticatedRequest } from '../identity/access-token.guard.js';

const TELL_EVERY_MS = 1_000;
/** What waits while NATS is away; more would be memory that the gateway needs for requests. */
const MAX_WAITING = 20_000;

const dropped = counter('usage_requests_dropped_total', 'Requests that the usage log will not know of');

/** What is told at once. It stays the same until it is acknowledged, so that telling it twice counts once. */
interface Batch {
  readonly id: string;
  readonly event: RequestsServed;
}

/**
 * Notes every request with its caller and tells the usage log of them, many at a time and after they were answered: a
 * request never waits for this. What cannot be told stays for the next time, up to a bound.
 */
@Injectable()
export class UsageRecorder implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(UsageRecorder.name);
  private readonly instance = randomUUID();
  private readonly waiting: ServedRequest[] = [];
  private batch: Batch | undefined;
  private timer: NodeJS.Timeout | undefined;
  private telling: Promise<void> | undefined;

  constructor(private readonly nats: NatsLink) {}

  /** Notes what this server answers from now on; its health checks are nobody's calls. */
  attach(server: FastifyInstance): void {
    server.addHook('onResponse', (request, reply, done) => {
      if (!request.routeOptions.url?.startsWith('/health')) this.note(request, reply);
      done();
    });
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.telling ??= this.tell().finally(() => (this.telling = undefined));
    }, TELL_EVERY_MS);
  }

  /** Tells the rest once the last request has been answered. */
  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.telling;
    await this.tell();
  }

  private note(request: FastifyRequest, reply: FastifyReply): void {
    if (this.waiting.length >= MAX_WAITING) return dropped.inc();
    const { caller } = request as Partial<Pick<AuthenticatedRequest, 'caller'>>;
    this.waiting.push({
      route: request.routeOptions.url ?? 'unmatched',
      method: request.method,
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
      userId: caller?.userId ?? null,
      requestId: String(reply.getHeader('x-request-id')),
      at: new Date().toISOString(),
    });
  }

  private async tell(): Promise<void> {
    while (this.nats.isUp) {
      this.batch ??= this.nextBatch();
      if (!this.batch) return;
      const { id, event } = this.batch;
      try {
        const subject = subjectOf(requestsServed, event);
        await jetstream(this.nats.connection).publish(subject, JSON.stringify(event), { msgID: id });
      } catch (err) {
        this.logger.warn({ msg: 'usage could not be told, will try again', waiting: this.waiting.length, err });
        return;
      }
      this.batch = undefined;
    }
  }

  private nextBatch(): Batch | undefined {
    const requests = this.waiting.splice(0, MAX_REQUESTS_TOLD);
    return requests.length === 0 ? undefined : { id: randomUUID(), event: { instance: this.instance, requests } };
  }
}
