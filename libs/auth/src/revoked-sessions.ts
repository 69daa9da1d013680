import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import {
  anyKeyOf,
  listRevokedSessions,
  MAX_ACCESS_TOKEN_SECONDS,
  sessionRevoked,
  type SessionRevoked,
} from '@atrium/contracts';
import { NatsLink } from '@atrium/nats';
import { AS_SERVICE, RpcClient } from '@atrium/rpc';
import type { Subscription } from '@nats-io/transport-node';

/** Longer than any access token lives: clocks differ, and a token may be signed a moment later. */
const REMEMBERED_FOR_MS = (MAX_ACCESS_TOKEN_SECONDS + 60) * 1_000;
const ASK_AGAIN_AFTER_MS = 1_000;
/** So many seconds the apps of a suite may take to start one after the other. */
const EXPECTED_FAILURES = 20;

/**
 * The sessions that were ended before their time and whose access tokens have not yet run out. Told by events within
 * milliseconds; at the start, and whenever NATS was away, auth-service is asked for what was missed.
 */
@Injectable()
export class RevokedSessions implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(RevokedSessions.name);
  /** When each may be forgotten, in the order of that; milliseconds since the epoch. */
  private readonly forgetAt = new Map<string, number>();
  private readonly listeners = new Set<(sessionId: string) => void>();
  private subscription: Subscription | undefined;
  private stopWatching: (() => void) | undefined;
  private retry: NodeJS.Timeout | undefined;
  private asked: Promise<void> = Promise.resolve();
  private failures = 0;
  private isStopped = false;

  constructor(
    private readonly nats: NatsLink,
    private readonly rpc: RpcClient,
  ) {}

  onModuleInit(): void {
    // Before asking: what is revoked in between is heard.
    this.subscription = this.nats.connection.subscribe(anyKeyOf(sessionRevoked), {
      callback: (error, message) => {
        if (error) this.logger.error({ msg: 'revocations are not heard', err: error });
        else this.remember(message.json<SessionRevoked>().sessionId);
      },
    });
    this.stopWatching = this.nats.onReturn(() => this.askNow());
    this.askNow();
  }

  onModuleDestroy(): void {
    this.isStopped = true;
    clearTimeout(this.retry);
    this.stopWatching?.();
    this.subscription?.unsubscribe();
  }

  /** True while access tokens of this session must be refused. */
  has(sessionId: string): boolean {
    return this.forgetAt.has(sessionId);
  }

  /**
   * Resolves once auth-service was asked for the first time. It may have been away; but then its keys, without which
   * no token is accepted, were too.
   */
  whenAsked(): Promise<void> {
    return this.asked;
  }

  /** Calls back for each session that is ended from now on. */
  onRevoked(listener: (sessionId: string) => void): void {
    this.listeners.add(listener);
  }

  private askNow(): void {
    clearTimeout(this.retry);
    this.asked = this.ask().catch((err: unknown) => {
      if (this.isStopped) return;
      // When the whole suite starts, auth-service is not yet there for the first questions.
      this.failures += 1;
      const level = this.failures > EXPECTED_FAILURES ? 'warn' : 'debug';
      this.logger[level]({ msg: 'revoked sessions are not known, asking again', err });
      this.retry = setTimeout(() => this.askNow(), ASK_AGAIN_AFTER_MS);
    });
  }

  private async ask(): Promise<void> {
    await this.nats.connection.flush();
    await this.askForAll();
    this.failures = 0;
  }

  private async askForAll(): Promise<void> {
    for (let after: string | undefined; ;) {
      const request = after === undefined ? {} : { after };
      const { sessionIds } = await this.rpc.call(listRevokedSessions, request, AS_SERVICE);
      for (const id of sessionIds) this.remember(id);
      after = sessionIds.at(-1);
      if (after === undefined) return;
    }
  }

  private remember(sessionId: string): void {
    this.forgetOld();
    const isNew = !this.forgetAt.delete(sessionId);
    this.forgetAt.set(sessionId, Date.now() + REMEMBERED_FOR_MS);
    if (isNew) for (const listener of this.listeners) listener(sessionId);
  }

  private forgetOld(): void {
    const now = Date.now();
    for (const [sessionId, forgetAt] of this.forgetAt) {
      if (forgetAt > now) return;
      this.forgetAt.delete(sessionId);
    }
  }
}
