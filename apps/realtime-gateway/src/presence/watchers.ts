import { Injectable, Logger } from '@nestjs/common';
import { findCoMembers, listCoMembers, type CoMember } from '@atrium/contracts';
import { RpcClient } from '@atrium/rpc';
import pLimit from 'p-limit';

import type { Connection } from '../connection/connection.js';

/** What somebody may see is asked for again after this, if memberships have changed anywhere. */
const REFRESH_AFTER_MS = 60_000;
const ASKED_AT_ONCE = 8;

/** One person with sockets here, and whose presence they are told. */
export interface Watcher {
  readonly userId: string;
  readonly connections: Set<Connection>;
  /** By id, each with their address. */
  people: Map<string, string>;
  /** False for whoever shares workspaces with too many: they are told of those they name. */
  isComplete: boolean;
  named: readonly string[];
  refreshedAt: number;
  /** Which state of all memberships it was made of. */
  memberships: number;
}

/** Who is told of whom: people who share a workspace, up to 200; beyond that those whom a client names. */
@Injectable()
export class Watchers {
  private readonly logger = new Logger(Watchers.name);
  private readonly watchers = new Map<string, Watcher>();
  /** Those who are told of a person. */
  private readonly watching = new Map<string, Set<Watcher>>();
  private readonly limit = pLimit(ASKED_AT_ONCE);
  private memberships = 0;

  constructor(private readonly rpc: RpcClient) {}

  /** The sockets that are told of a person, by the address these know them by. */
  *told(userId: string): Iterable<{ email: string; connections: Iterable<Connection> }> {
    for (const watcher of this.watching.get(userId) ?? []) {
      const email = watcher.people.get(userId);
      if (email !== undefined) yield { email, connections: watcher.connections };
    }
  }

  /** Makes sure that the socket is told of those whom its owner may see; true if these are others than before. */
  async watch(connection: Connection, named?: readonly string[]): Promise<{ watcher: Watcher; isNew: boolean }> {
    const watcher = this.watchers.get(connection.caller.userId) ?? this.begin(connection.caller.userId);
    const isFirst = !watcher.connections.has(connection);
    if (isFirst) {
      watcher.connections.add(connection);
      connection.onClose(() => this.leave(watcher, connection));
    }
    const isOld =
      performance.now() - watcher.refreshedAt > REFRESH_AFTER_MS && watcher.memberships !== this.memberships;
    const hasNewNames = named !== undefined && !watcher.isComplete && !haveSame(named, watcher.named);
    if (named !== undefined) watcher.named = named;
    if (watcher.refreshedAt < 0 || isOld || hasNewNames) await this.refresh(watcher);
    return { watcher, isNew: isFirst || hasNewNames };
  }

  /** Memberships have changed somewhere. */
  noteChange(): void {
    this.memberships += 1;
  }

  /** Somebody came into a workspace or went out of it: they, and those who see them, are asked for anew. */
  membershipChanged(userId: string): void {
    this.noteChange();
    const own = this.watchers.get(userId);
    const concerned = new Set([...(own ? [own] : []), ...(this.watching.get(userId) ?? [])]);
    for (const watcher of concerned) void this.limit(() => this.refresh(watcher));
  }

  private begin(userId: string): Watcher {
    const watcher: Watcher = {
      userId,
      connections: new Set(),
      people: new Map(),
      isComplete: true,
      named: [],
      refreshedAt: -1,
      memberships: -1,
    };
    this.watchers.set(userId, watcher);
    return watcher;
  }

  private async refresh(watcher: Watcher): Promise<void> {
    const [connection] = watcher.connections;
    if (!connection) return;
    const { memberships } = this;
    try {
      const { people, isComplete } = await this.rpc.call(listCoMembers, {}, connection.caller);
      watcher.isComplete = isComplete;
      const seen = isComplete ? people : await this.findNamed(watcher, connection);
      watcher.refreshedAt = performance.now();
      watcher.memberships = memberships;
      this.see(watcher, [{ userId: watcher.userId, email: connection.caller.email }, ...seen]);
    } catch (err) {
      this.logger.warn({ msg: 'whose presence somebody may see is not known now', err });
    }
  }

  private findNamed({ named }: Watcher, connection: Connection): Promise<readonly CoMember[]> | readonly CoMember[] {
    return named.length === 0 ? [] : this.rpc.call(findCoMembers, { emails: named }, connection.caller);
  }

  private see(watcher: Watcher, people: readonly CoMember[]): void {
    if (watcher.connections.size === 0) return;
    this.unsee(watcher);
    watcher.people = new Map(people.map(({ userId, email }) => [userId, email]));
    for (const userId of watcher.people.keys()) {
      let all = this.watching.get(userId);
      if (!all) this.watching.set(userId, (all = new Set()));
      all.add(watcher);
      if (watcher.isComplete) this.beSeen(watcher, userId);
    }
  }

  /** Whoever sees somebody is seen by them, who may have asked before the two shared a workspace. */
  private beSeen({ userId, people }: Watcher, by: string): void {
    const other = this.watchers.get(by);
    if (!other?.isComplete || other.refreshedAt < 0 || other.people.has(userId)) return;
    other.people.set(userId, people.get(userId) ?? '');
    let all = this.watching.get(userId);
    if (!all) this.watching.set(userId, (all = new Set()));
    all.add(other);
  }

  private unsee(watcher: Watcher): void {
    for (const userId of watcher.people.keys()) {
      const all = this.watching.get(userId);
      all?.delete(watcher);
      if (all?.size === 0) this.watching.delete(userId);
    }
  }

  private leave(watcher: Watcher, connection: Connection): void {
    watcher.connections.delete(connection);
    if (watcher.connections.size > 0) return;
    this.unsee(watcher);
    this.watchers.delete(watcher.userId);
  }
}

function haveSame(some: readonly string[], others: readonly string[]): boolean {
  const set = new Set(others);
  return some.length === others.length && some.every((each) => set.has(each));
}
