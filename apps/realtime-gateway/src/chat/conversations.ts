import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Msg } from '@nats-io/transport-node';
import {
  conversationHeads,
  messageDeleted,
  messageEdited,
  messageReacted,
  messageSent,
  typing,
  type ConversationHeads,
  type ConversationLog,
  type Typing,
} from '@atrium/contracts';
import { NatsLink } from '@atrium/nats';
import { RpcClient } from '@atrium/rpc';

import { CLOSE } from '../connection/close-codes.js';
import type { Connection } from '../connection/connection.js';
import { textFrame } from '../connection/text-frame.js';
import type { FeedEvent } from '../feed/feed-event.js';
import { FeedSet, type OpenFeed } from '../feed/feed-set.js';
import { Follower } from '../feed/follower.js';
import { conversationEvent, entryOf, nameOf } from './conversation-event.js';
import { ConversationSource } from './conversation-source.js';
import { JoinedConversations, keyOf, type Joined } from './joined-conversations.js';

const LOG_EVENTS = [messageSent, messageEdited, messageDeleted, messageReacted];

/** Why somebody gets nothing more of a conversation. */
export type LeavingReason = 'left' | 'removed' | 'deleted' | 'account-deleted' | 'forbidden';

/** The conversations that sockets of this process follow. */
@Injectable()
export class Conversations implements OnApplicationBootstrap {
  readonly joined = new JoinedConversations();
  private readonly logger = new Logger(Conversations.name);
  private readonly feeds: FeedSet<ConversationLog>;

  constructor(
    private readonly nats: NatsLink,
    rpc: RpcClient,
  ) {
    this.feeds = new FeedSet(nats, {
      subjectsOf: ({ conversationId }) => [
        ...LOG_EVENTS.map(({ subject }) => `${subject}.${conversationId}`),
        typing.subjectOf(conversationId),
      ],
      sourceOf: (log) => new ConversationSource(rpc, log),
      eventOf: (message, log) => this.eventOf(message, log),
    });
  }

  onApplicationBootstrap(): void {
    this.nats.connection.subscribe(conversationHeads.subject, {
      callback: (error, message) => {
        if (error) return this.logger.error({ msg: 'heads are not heard', err: error });
        for (const [id, head] of Object.entries(message.json<ConversationHeads>().heads)) {
          this.feeds.get(id)?.feed.noteHead(head);
        }
      },
    });
  }

  all(): Iterable<OpenFeed<ConversationLog>> {
    return this.feeds.all();
  }

  /** The conversation's feed, once nothing can pass it by. */
  async open(log: ConversationLog): Promise<OpenFeed<ConversationLog>> {
    const known = this.feeds.get(log.conversationId);
    if (known && known.topic.epoch !== log.epoch) this.abandon(known);
    const opened = this.feeds.open(log.conversationId, log, log.head);
    try {
      await opened.ready;
    } catch (error) {
      this.feeds.closeIfUnused(opened.key, opened.feed);
      throw error;
    }
    return opened;
  }

  /** Lets a socket follow a feed from its place on, in place of the place it had. */
  follow(
    connection: Connection,
    found: OpenFeed<ConversationLog>,
    position: number,
    missed: readonly FeedEvent[] = [],
  ) {
    // The last one who followed may have gone meanwhile, and the feed with them.
    const opened = this.feeds.open(found.key, found.topic, found.feed.head);
    const key = keyOf(opened.topic);
    const previous = this.joined.find(connection, key);
    if (previous) previous.opened.feed.leave(previous.follower);
    if (!connection.isOpen) return this.feeds.closeIfUnused(opened.key, opened.feed);
    const follower = new Follower(connection);
    this.joined.add(connection, key, { opened, follower }, (all) => this.leaveAll(all));
    opened.feed.follow(follower, position, missed, missed.at(-1)?.seq);
    return undefined;
  }

  /** The socket gets nothing more of the conversation. */
  leave(connection: Connection, { opened, follower }: Joined): void {
    this.joined.remove(connection, keyOf(opened.topic));
    this.feeds.leave(opened, follower);
  }

  /** None of a person's sockets gets anything more of a conversation; clients of version 2 are told why. */
  evict(opened: OpenFeed<ConversationLog>, isMeant: (userId: string) => boolean, reason: LeavingReason): void {
    for (const follower of [...opened.feed.followers()]) {
      const { connection } = follower;
      if (!isMeant(connection.caller.userId)) continue;
      this.leave(connection, { opened, follower });
      if (connection.isV2) connection.sendJson({ type: 'left_channel', ...nameOf(opened.topic), reason });
    }
  }

  /** The log was restored to an older state: whoever follows must compare theirs with it. */
  private abandon({ key, feed }: OpenFeed<ConversationLog>): void {
    for (const follower of [...feed.followers()]) {
      feed.leave(follower);
      follower.connection.close(CLOSE.SERVICE_RESTART, 'the log was restored');
    }
    this.feeds.closeIfUnused(key, feed);
  }

  private leaveAll(all: Iterable<Joined>): void {
    for (const { opened, follower } of all) this.feeds.leave(opened, follower);
  }

  private eventOf(message: Msg, log: ConversationLog): FeedEvent | undefined {
    if (message.subject.startsWith(typing.subject)) {
      this.tellTyping(log, message.json<Typing>());
      return undefined;
    }
    const entry = entryOf(message);
    return entry && conversationEvent(entry, nameOf(log));
  }

  /** To everybody else's sockets that have room for it. */
  private tellTyping(log: ConversationLog, { userId, email }: Typing): void {
    const frame = textFrame(JSON.stringify({ type: 'typing', ...nameOf(log), user_email: email }));
    for (const { connection } of this.feeds.get(log.conversationId)?.feed.followers() ?? []) {
      if (connection.isV2 && connection.hasRoom && connection.caller.userId !== userId) connection.send(frame);
    }
  }
}
