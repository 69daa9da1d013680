import { randomUUID } from 'node:crypto';

import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import {
  memberAdded,
  memberRemoved,
  presenceChanged,
  subjectOf,
  workspaceDeleted,
  type PresenceChanged,
  type PresenceState,
  type PresenceStatus,
} from '@atrium/contracts';
import { NatsLink } from '@atrium/nats';
import { counter } from '@atrium/observability';

import type { Connection } from '../connection/connection.js';
import { hearChange } from '../membership/hear-change.js';
import { RedisLink } from '../redis/redis-link.js';
import { PresenceStore } from './presence-store.js';
import { Watchers } from './watchers.js';

/** Whoever does nothing for this long is idle. */
const IDLE_AFTER_MS = 300_000;
const EXPIRY_EVERY_MS = 1_000;
const EXPIRED_AT_ONCE = 200;
const LEASE_EVERY_MS = 3_000;

const failures = counter('presence_failures_total', 'Changes of presence that Redis did not take');
const edges = counter('presence_edges_total', 'Changes of presence that this process noticed');

/** What a heartbeat says. */
export interface Heartbeat {
  readonly status: PresenceStatus;
  readonly idleMs: number;
}

/**
 * Who is there: every heartbeat goes to Redis, and only changes of a person's status are told. While Redis is away
 * presence stands still and sockets stay; the heartbeats after it is back set everything right.
 */
@Injectable()
export class Presence implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Presence.name);
  private readonly store: PresenceStore;
  private readonly present = new Set<Connection>();
  private readonly leaving = new Set<Promise<void>>();
  private timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly nats: NatsLink,
    link: RedisLink,
    private readonly watchers: Watchers,
  ) {
    this.store = new PresenceStore(link.redis, randomUUID());
  }

  onApplicationBootstrap(): void {
    const { nats, logger, watchers } = this;
    hearChange(nats, logger, memberAdded, ({ userId }) => watchers.membershipChanged(userId));
    hearChange(nats, logger, memberRemoved, ({ userId }) => watchers.membershipChanged(userId));
    hearChange(nats, logger, workspaceDeleted, () => watchers.noteChange());
    this.timers = [
      // At once as well: whoever dies early must be missed too.
      setTimeout(() => void this.change(() => this.store.renewLease()), 0),
      setInterval(() => void this.change(() => this.store.expire(EXPIRED_AT_ONCE)), EXPIRY_EVERY_MS),
      setInterval(() => void this.change(() => this.store.renewLease()), LEASE_EVERY_MS),
    ];
  }

  /** Every socket has been closed: says so of each of them, so that nobody has to find out. */
  async onModuleDestroy(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    await Promise.all(this.leaving);
    if (this.present.size === 0) await this.store.endLease().catch(() => undefined);
  }

  /** The socket's owner is there. */
  async beat(connection: Connection, { status, idleMs }: Heartbeat): Promise<void> {
    if (!this.present.has(connection)) {
      this.present.add(connection);
      connection.onClose(() => this.lose(connection));
    }
    const { userId } = connection.caller;
    const effective = status === 'online' && idleMs >= IDLE_AFTER_MS ? 'idle' : status;
    await this.change(async () => [await this.store.beat(userId, connection.id, effective, idleMs)]);
    // Whoever has closed meanwhile must not stay.
    if (!connection.isOpen) this.lose(connection);
  }

  /** Where people are; rejects while Redis is away. */
  read(userIds: readonly string[]): Promise<PresenceState[]> {
    return this.store.read(userIds);
  }

  private lose(connection: Connection): void {
    this.present.delete(connection);
    const { caller, id } = connection;
    const leaving = this.change(async () => [await this.store.lose(caller.userId, id)]).finally(() =>
      this.leaving.delete(leaving),
    );
    this.leaving.add(leaving);
  }

  private async change(make: () => Promise<readonly (PresenceChanged | undefined)[]>): Promise<void> {
    try {
      for (const change of await make()) {
        if (!change) continue;
        edges.inc();
        this.nats.connection.publish(subjectOf(presenceChanged, change), JSON.stringify(change));
      }
    } catch {
      // RedisLink has said that Redis is away.
      failures.inc();
    }
  }
}
