import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { anyKeyOf, presenceChanged, type PresenceChanged } from '@atrium/contracts';
import { NatsLink } from '@atrium/nats';
import { counter } from '@atrium/observability';

import type { Connection } from '../connection/connection.js';
import { FeedEvent } from '../feed/feed-event.js';
import { Watchers } from './watchers.js';

/** Changes of this long are told together. */
const COALESCE_MS = 250;

const told = counter('presence_updates_total', 'Changes of presence handed to sockets');

/** Tells sockets who comes and goes: the newest of each person, a few times a second. */
@Injectable()
export class PresenceFanout implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(PresenceFanout.name);
  private pending = new Map<string, PresenceChanged>();
  private timer: NodeJS.Timeout | undefined;
  /** What sockets without room have not been told; only the newest of each person. */
  private readonly held = new Map<Connection, Map<string, FeedEvent>>();

  constructor(
    private readonly nats: NatsLink,
    private readonly watchers: Watchers,
  ) {}

  onApplicationBootstrap(): void {
    this.nats.connection.subscribe(anyKeyOf(presenceChanged), {
      callback: (error, message) => {
        if (error) this.logger.error({ msg: 'changes of presence are not heard', err: error });
        else this.note(message.json<PresenceChanged>());
      },
    });
  }

  onModuleDestroy(): void {
    clearTimeout(this.timer);
  }

  private note(change: PresenceChanged): void {
    const known = this.pending.get(change.userId);
    if (known && known.rev >= change.rev) return;
    this.pending.set(change.userId, change);
    this.timer ??= setTimeout(() => this.flush(), COALESCE_MS);
  }

  private flush(): void {
    this.timer = undefined;
    const { pending } = this;
    this.pending = new Map();
    for (const change of pending.values()) this.tell(change);
  }

  private tell(change: PresenceChanged): void {
    const frames = new Map<string, FeedEvent>();
    for (const { email, connections } of this.watchers.told(change.userId)) {
      let event = frames.get(email);
      if (!event) frames.set(email, (event = presenceEvent(change, email)));
      for (const connection of connections) this.send(connection, change.userId, event);
    }
  }

  private send(connection: Connection, userId: string, event: FeedEvent): void {
    if (connection.hasRoom && !this.held.has(connection)) return deliver(connection, event);
    let held = this.held.get(connection);
    if (!held) {
      this.held.set(connection, (held = new Map<string, FeedEvent>()));
      void connection.whenRoom().then(() => this.release(connection));
    }
    held.set(userId, event);
  }

  private release(connection: Connection): void {
    const held = this.held.get(connection);
    this.held.delete(connection);
    for (const event of held?.values() ?? []) deliver(connection, event);
  }
}

function deliver(connection: Connection, event: FeedEvent): void {
  const frame = connection.isV2 ? event.v2 : event.legacy;
  if (!frame) return;
  connection.send(frame);
  told.inc();
}

function presenceEvent({ status, lastActive, rev }: PresenceChanged, email: string): FeedEvent {
  const legacy = { type: 'presence_update', user_email: email, status };
  return new FeedEvent(rev, { legacy: () => legacy, v2: () => ({ ...legacy, last_active: lastActive, rev }) });
}
