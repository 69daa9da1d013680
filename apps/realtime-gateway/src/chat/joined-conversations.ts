import type { ConversationLog } from '@atrium/contracts';

import type { Connection } from '../connection/connection.js';
import type { OpenFeed } from '../feed/feed-set.js';
import type { Follower } from '../feed/follower.js';

/** Conversations one socket may follow. */
export const MAX_JOINED = 100;

/** One conversation that a socket follows. */
export interface Joined {
  readonly opened: OpenFeed<ConversationLog>;
  readonly follower: Follower;
}

/** What each socket follows, by the name that its frames use: a channel's number or a conversation's UUID. */
export class JoinedConversations {
  private readonly ofConnection = new Map<Connection, Map<string, Joined>>();

  /** The socket's own list; made, and thrown away when the socket is closed, if `onClose` is given. */
  of(connection: Connection): ReadonlyMap<string, Joined> | undefined {
    return this.ofConnection.get(connection);
  }

  find(connection: Connection, name: string): Joined | undefined {
    return this.ofConnection.get(connection)?.get(name);
  }

  /** Adds one; calls back once, when the socket is closed, with all that it followed then. */
  add(connection: Connection, name: string, joined: Joined, onClose: (all: Iterable<Joined>) => void): void {
    const known = this.ofConnection.get(connection);
    if (known) {
      known.set(name, joined);
      return;
    }
    const all = new Map([[name, joined]]);
    this.ofConnection.set(connection, all);
    connection.heads = () => Object.fromEntries(Array.from(all, ([key, { opened }]) => [key, opened.feed.head]));
    connection.onClose(() => {
      this.ofConnection.delete(connection);
      onClose(all.values());
    });
  }

  remove(connection: Connection, name: string): void {
    this.ofConnection.get(connection)?.delete(name);
  }
}

/** The name by which frames call a conversation. */
export function keyOf({ channelId, conversationId }: Pick<ConversationLog, 'channelId' | 'conversationId'>): string {
  return channelId === null ? conversationId : String(channelId);
}
