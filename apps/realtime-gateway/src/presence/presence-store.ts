import type { PresenceChanged, PresenceState, PresenceStatus } from '@atrium/contracts';
import type { Redis } from 'ioredis';

import { PRESENCE_SCRIPT } from './presence-script.js';

/** A connection nobody hears of is given up after this, in milliseconds. */
export const SILENCE_MS = 65_000;
/** A person whose last connection closed counts as there for this long, which hides a reconnect. */
export const GRACE_MS = 15_000;
/** A gateway that does not renew its lease has died. */
export const LEASE_MS = 10_000;
/** Connections of a dead gateway that are given up in one step. */
const ORPHANS_AT_ONCE = 200;

const KEY = {
  connections: (userId: string) => `presence:${userId}:connections`,
  state: (userId: string) => `presence:${userId}:state`,
  due: 'presence:due',
  leases: 'presence:gateways',
  gateway: (id: string) => `presence:gateway:${id}`,
} as const;

type ChangeReply = [changed: number, status: PresenceStatus, rev: string, active: string];
type Operation = 'beat' | 'lose' | 'tick';

interface PresenceCommands {
  changePresence(
    connections: string,
    state: string,
    due: string,
    gateway: string,
    ...args: (string | number)[]
  ): Promise<ChangeReply>;
}

/** Who is there, in Redis: shared by all gateways, each change one script. */
export class PresenceStore {
  private readonly commands: PresenceCommands;

  constructor(
    private readonly redis: Redis,
    /** This gateway's id: what it holds is given up when it dies. */
    readonly gatewayId: string,
    /** Milliseconds since the epoch; Redis's own clock unless one is given. */
    private readonly clock?: () => number,
    /** How long a connection of a dead gateway still counts, in milliseconds. */
    private readonly orphanGrace: () => number = spread,
  ) {
    redis.defineCommand('changePresence', { numberOfKeys: 4, lua: PRESENCE_SCRIPT });
    this.commands = redis as unknown as PresenceCommands;
  }

  /** A connection is there; resolves to the change of its person's status, if there is one. */
  beat(userId: string, connectionId: string, status: PresenceStatus, idleMs: number) {
    return this.change('beat', userId, this.gatewayId, connectionId, status, SILENCE_MS, idleMs);
  }

  /** A connection closed. */
  lose(userId: string, connectionId: string, graceMs = GRACE_MS, gatewayId = this.gatewayId) {
    return this.change('lose', userId, gatewayId, connectionId, 'offline', graceMs, 0);
  }

  /** What time has changed, for at most `limit` persons. */
  async expire(limit: number): Promise<PresenceChanged[]> {
    const due = await this.redis.zrangebyscore(KEY.due, '-inf', await this.now(), 'LIMIT', 0, limit);
    const changes = await Promise.all(
      due.map((userId) => this.change('tick', userId, this.gatewayId, '', 'offline', 0, 0)),
    );
    return changes.filter((change) => change !== undefined);
  }

  /** Says that this gateway lives, and takes over what dead ones have left: a batch at a time. */
  async renewLease(): Promise<PresenceChanged[]> {
    const now = await this.now();
    await this.redis.zadd(KEY.leases, now + LEASE_MS, this.gatewayId);
    const dead = await this.redis.zrangebyscore(KEY.leases, '-inf', now, 'LIMIT', 0, 4);
    const changes = await Promise.all(dead.map((gatewayId) => this.giveUp(gatewayId)));
    return changes.flat();
  }

  /** Nobody needs to give this gateway up: its connections have been lost one by one. */
  async endLease(): Promise<void> {
    await this.redis.zrem(KEY.leases, this.gatewayId);
  }

  /** Where people are. Whatever has run out counts as gone, also while nobody has noticed. */
  async read(userIds: readonly string[]): Promise<PresenceState[]> {
    if (userIds.length === 0) return [];
    const now = await this.now();
    const pipeline = this.redis.pipeline();
    for (const userId of userIds) pipeline.hmget(KEY.state(userId), 'told', 'rev', 'active', 'until');
    const rows = (await pipeline.exec()) ?? [];
    return userIds.map((userId, index) => {
      const [error, values] = rows[index] ?? [null, []];
      if (error) throw error;
      const [told, rev, active, until] = values as (string | null)[];
      const status = Number(until ?? 0) > now ? ((told ?? 'offline') as PresenceStatus) : 'offline';
      return {
        userId,
        status,
        rev: Number(rev ?? 0),
        lastActive: active ? new Date(Number(active)).toISOString() : null,
      };
    });
  }

  private async giveUp(gatewayId: string): Promise<PresenceChanged[]> {
    const [, found] = await this.redis.hscan(KEY.gateway(gatewayId), 0, 'COUNT', ORPHANS_AT_ONCE);
    const changes: PresenceChanged[] = [];
    for (let index = 0; index + 1 < found.length; index += 2) {
      const change = await this.lose(found[index + 1] ?? '', found[index] ?? '', this.orphanGrace(), gatewayId);
      if (change) changes.push(change);
    }
    if (found.length === 0) await this.redis.zrem(KEY.leases, gatewayId);
    return changes;
  }

  private async change(
    operation: Operation,
    userId: string,
    gatewayId: string,
    ...rest: (string | number)[]
  ): Promise<PresenceChanged | undefined> {
    const [changed, status, rev, active] = await this.commands.changePresence(
      KEY.connections(userId),
      KEY.state(userId),
      KEY.due,
      KEY.gateway(gatewayId),
      operation,
      this.clock?.() ?? '',
      userId,
      ...rest,
    );
    if (changed === 0) return undefined;
    return { userId, status, rev: Number(rev), lastActive: new Date(Number(active)).toISOString() };
  }

  private async now(): Promise<number> {
    if (this.clock) return this.clock();
    const [seconds, micros] = await this.redis.time();
    return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
  }
}

/** Those of a dead gateway do not all go offline in one moment; most of them are back at another one by then. */
function spread(): number {
  return Math.ceil(Math.random() * 5_000);
}
