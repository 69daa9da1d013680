import { Injectable } from '@nestjs/common';
import { openConversations, type ConversationLog } from '@atrium/contracts';
import { counter } from '@atrium/observability';
import { DomainError, RpcClient } from '@atrium/rpc';

import type { Connection } from '../connection/connection.js';
import { FrameRefusal } from '../connection/frame-error.js';
import type { FeedEvent } from '../feed/feed-event.js';
import { nameOf } from './conversation-event.js';
import { Conversations } from './conversations.js';
import { keyOf, MAX_JOINED } from './joined-conversations.js';
import { ReaderChecks } from './reader-checks.js';

/** Events that one resume repeats at most, of all conversations together. */
const RESUME_LIMIT = 5_000;

const resumed = counter('websocket_resumes_total', 'Conversations followed again from a place', ['outcome']);

/** A conversation that a client wants to follow. */
export interface Wanted {
  readonly channelId?: number | undefined;
  readonly conversationId?: string | undefined;
  /** What the client has; without it only what comes from now on is sent. */
  readonly since?: number | undefined;
  readonly epoch?: string | undefined;
}

/** Lets sockets follow conversations that their callers may read, from now on or from where they were. */
@Injectable()
export class JoinConversations {
  constructor(
    private readonly rpc: RpcClient,
    private readonly conversations: Conversations,
    private readonly checks: ReaderChecks,
  ) {}

  /** Follows one; refuses with CHANNEL_NOT_FOUND whoever may not read it. */
  async join(connection: Connection, wanted: Wanted, req?: string): Promise<void> {
    const { logs, started } = await this.find(connection, [wanted]);
    const [log] = logs.values();
    if (!log) throw new DomainError('CHANNEL_NOT_FOUND', 'Channel not found or not accessible');
    await this.follow(connection, log, wanted, { limit: RESUME_LIMIT }, req);
    this.checks.afterMembershipChanges(started, connection);
  }

  /** Follows many; each of them is answered by itself. */
  async resume(connection: Connection, all: readonly Wanted[], req?: string): Promise<void> {
    const { logs, started } = await this.find(connection, all);
    const budget = { limit: RESUME_LIMIT };
    // Opened together, answered in the order they were asked for.
    await Promise.all(Array.from(logs.values(), (log) => this.conversations.open(log)));
    for (const wanted of all) {
      const log = logs.get(String(wanted.channelId ?? wanted.conversationId));
      if (log) await this.follow(connection, log, wanted, budget);
      else connection.sendError('not_found', 'Channel not found or not accessible', { ref: refOf(wanted) });
    }
    this.checks.afterMembershipChanges(started, connection);
    connection.sendJson({ type: 'resumed', ...(req === undefined ? {} : { req }) });
  }

  private async find(connection: Connection, all: readonly Wanted[]) {
    const started = this.checks.now();
    this.requireSpace(connection, all);
    const channelIds = all.flatMap(({ channelId }) => channelId ?? []);
    const conversationIds = all.flatMap(({ conversationId }) => conversationId ?? []);
    const logs = await this.rpc.call(openConversations, { channelIds, conversationIds }, connection.caller);
    return { logs: new Map(logs.map((log) => [keyOf(log), log])), started };
  }

  private requireSpace(connection: Connection, all: readonly Wanted[]): void {
    const joined = this.conversations.joined.of(connection);
    const names = new Set([
      ...(joined?.keys() ?? []),
      ...all.map(({ channelId, conversationId }) => String(channelId ?? conversationId)),
    ]);
    if (names.size > MAX_JOINED) {
      throw new FrameRefusal('too_large', `A socket may follow ${MAX_JOINED} conversations at most`);
    }
  }

  private async follow(
    connection: Connection,
    log: ConversationLog,
    { since, epoch }: Wanted,
    budget: { limit: number },
    req?: string,
  ): Promise<void> {
    const opened = await this.conversations.open(log);
    const { feed } = opened;
    if (since === undefined) {
      this.answer(connection, log, { head: log.head, recovered: true, count: 0 }, req);
      this.conversations.follow(connection, opened, log.head);
    } else {
      if (since > feed.head || log.head > feed.head) await feed.heal();
      const missed = await this.missed(log, feed, since, epoch, budget);
      resumed.inc({ outcome: typeof missed === 'string' ? missed : 'recovered' });
      const head = typeof missed === 'string' ? feed.head : (missed.at(-1)?.seq ?? since);
      if (typeof missed === 'string') {
        this.answer(connection, log, { head, recovered: false, reason: missed }, req);
        this.conversations.follow(connection, opened, head);
      } else {
        this.answer(connection, log, { head, recovered: true, count: missed.length }, req);
        this.conversations.follow(connection, opened, since, missed);
      }
    }
  }

  /** What the client has missed, or why it must read that elsewhere. */
  private async missed(
    { epoch: current }: ConversationLog,
    feed: { head: number; missedSince(since: number): Promise<readonly FeedEvent[] | undefined> },
    since: number,
    epoch: string | undefined,
    budget: { limit: number },
  ): Promise<readonly FeedEvent[] | 'too_far' | 'epoch_changed'> {
    if ((epoch !== undefined && epoch !== current) || since > feed.head) return 'epoch_changed';
    if (feed.head - since > budget.limit) return 'too_far';
    const missed = await feed.missedSince(since);
    budget.limit -= missed?.length ?? 0;
    return missed ?? 'too_far';
  }

  private answer(connection: Connection, log: ConversationLog, outcome: object, req: string | undefined): void {
    if (!connection.isV2) return;
    const named = req === undefined ? {} : { req };
    connection.sendJson({ type: 'joined', ...nameOf(log), epoch: log.epoch, ...outcome, ...named });
  }
}

function refOf({ channelId, conversationId }: Wanted): string {
  return String(channelId ?? conversationId);
}
