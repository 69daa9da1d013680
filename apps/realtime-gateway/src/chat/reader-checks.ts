import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { filterReaders, type ConversationLog } from '@atrium/contracts';
import { counter } from '@atrium/observability';
import { AS_SERVICE, RpcClient } from '@atrium/rpc';

import type { Connection } from '../connection/connection.js';
import type { OpenFeed } from '../feed/feed-set.js';
import { Conversations } from './conversations.js';

/** Every conversation is checked this often, whatever is heard. */
const ROUND_MS = 60_000;
const STEP_MS = 1_000;
/** People asked about in one call. */
const AT_ONCE = 1_000;
/** After a change the copies that are asked may be a moment behind it, so that they are asked again. */
const AFTER_CHANGE_MS = [100, 400, 900];

const evicted = counter('websocket_evictions_total', 'People found to follow what they may not read any more');

/** Makes sure that whoever follows a conversation may still read it, also when the event that says so is lost. */
@Injectable()
export class ReaderChecks implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ReaderChecks.name);
  private readonly lastChecked = new Map<string, number>();
  private readonly waiting = new Set<NodeJS.Timeout>();
  private timer: NodeJS.Timeout | undefined;
  private changes = 0;

  constructor(
    private readonly rpc: RpcClient,
    private readonly conversations: Conversations,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.step(performance.now()), STEP_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    for (const timer of this.waiting) clearTimeout(timer);
  }

  /** A mark by which to tell whether memberships have changed since. */
  now(): number {
    return this.changes;
  }

  /** Memberships have changed: who is let in just now may not be allowed any more. */
  noteChange(): void {
    this.changes += 1;
  }

  /** Checks what a socket follows if memberships have changed since the mark. */
  afterMembershipChanges(since: number, connection: Connection): void {
    if (since === this.changes) return;
    const { userId } = connection.caller;
    for (const { opened } of this.conversations.joined.of(connection)?.values() ?? []) this.soon(opened, [userId]);
  }

  /** Checks these people, or all who follow, a few times within a second. */
  soon(opened: OpenFeed<ConversationLog>, userIds?: readonly string[]): void {
    for (const delay of AFTER_CHANGE_MS) {
      const timer = setTimeout(() => {
        this.waiting.delete(timer);
        void this.check(opened, userIds ?? followersOf(opened));
      }, delay);
      this.waiting.add(timer);
    }
  }

  /** Takes out those who may not read it any more; nobody when that cannot be known now. */
  async check(opened: OpenFeed<ConversationLog>, userIds: readonly string[]): Promise<void> {
    try {
      for (let from = 0; from < userIds.length; from += AT_ONCE) {
        const asked = userIds.slice(from, from + AT_ONCE);
        const { conversationId } = opened.topic;
        const readers = new Set(await this.rpc.call(filterReaders, { conversationId, userIds: asked }, AS_SERVICE));
        const gone = new Set(asked.filter((userId) => !readers.has(userId)));
        if (gone.size === 0) continue;
        evicted.inc(gone.size);
        this.conversations.evict(opened, (userId) => gone.has(userId), 'removed');
      }
    } catch (err) {
      this.logger.warn({ msg: 'readers could not be checked', conversationId: opened.topic.conversationId, err });
    }
  }

  /** Each conversation at its own moment of the round. */
  private step(now: number): void {
    const open = new Set<string>();
    for (const opened of this.conversations.all()) {
      open.add(opened.key);
      const last = this.lastChecked.get(opened.key);
      if (last === undefined) {
        this.lastChecked.set(opened.key, now - Math.random() * ROUND_MS);
      } else if (now - last >= ROUND_MS) {
        this.lastChecked.set(opened.key, now);
        void this.check(opened, followersOf(opened));
      }
    }
    for (const key of this.lastChecked.keys()) if (!open.has(key)) this.lastChecked.delete(key);
  }
}

function followersOf({ feed }: OpenFeed<ConversationLog>): string[] {
  return [...new Set(Array.from(feed.followers(), ({ connection }) => connection.caller.userId))];
}
