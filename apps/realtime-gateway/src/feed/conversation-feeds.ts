import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Msg, Subscription } from '@nats-io/transport-node';
import { messageSent, readRange, type ChannelLog, type ConversationEntry, type MessageSent } from '@atrium/contracts';
import { NatsLink } from '@atrium/nats';
import { counter } from '@atrium/observability';
import { AS_SERVICE, RpcClient } from '@atrium/rpc';

import { newMessageFrame, toMessageView } from '../chat/new-message.frame.js';
import type { Connection } from '../connection/connection.js';
import { ConversationFeed, type FeedSource } from './conversation-feed.js';

const delivered = counter('websocket_messages_total', 'Events handed to sockets', ['direction']);

interface OpenFeed {
  readonly feed: ConversationFeed;
  readonly subscription: Subscription;
  /** Resolves once nothing published from now on can pass the feed by. */
  readonly ready: Promise<void>;
}

/** The conversations that sockets of this process follow: one NATS subscription each, however many sockets. */
@Injectable()
export class ConversationFeeds implements OnApplicationBootstrap, FeedSource {
  private readonly logger = new Logger(ConversationFeeds.name);
  private readonly open = new Map<string, OpenFeed>();

  constructor(
    private readonly nats: NatsLink,
    private readonly rpc: RpcClient,
  ) {}

  onApplicationBootstrap(): void {
    this.nats.onReturn(() => void this.healAll());
  }

  /** Adds a socket to a conversation; resolves once nothing published from now on can pass it by. */
  async follow(connection: Connection, { conversationId, head }: ChannelLog): Promise<void> {
    if (connection.socket.readyState !== connection.socket.OPEN) return;
    const { feed, ready } = this.open.get(conversationId) ?? this.subscribe(conversationId, head);
    if (!feed.followers.has(connection)) {
      feed.followers.add(connection);
      connection.onClose(() => this.leave(connection, feed));
    }
    await ready;
  }

  /** @inheritdoc */
  async readAfter(conversationId: string, after: number): Promise<ConversationEntry[]> {
    const entries: ConversationEntry[] = [];
    for (let from = after; ; from = entries.at(-1)?.seq ?? from) {
      const request = { conversationId, after: from, upTo: Number.MAX_SAFE_INTEGER };
      const page = await this.rpc.call(readRange, request, AS_SERVICE);
      entries.push(...page);
      if (page.length === 0) return entries;
    }
  }

  /** @inheritdoc */
  frameOf(entry: ConversationEntry): Buffer | undefined {
    return entry.kind === 'post' && !entry.is_deleted ? newMessageFrame(entry.message) : undefined;
  }

  /** Joins that arrive together share one subscription. Reading the log after it is in place leaves no gap between. */
  private subscribe(conversationId: string, head: number): OpenFeed {
    const feed = new ConversationFeed(conversationId, head, this);
    const subscription = this.nats.connection.subscribe(`${messageSent.subject}.${conversationId}`, {
      callback: (error, message) => {
        if (error) this.logger.error({ msg: 'subscription failed', conversationId, err: error });
        else this.receive(feed, message);
      },
    });
    const opened = { feed, subscription, ready: this.nats.connection.flush().then(() => feed.heal()) };
    this.open.set(conversationId, opened);
    return opened;
  }

  private receive(feed: ConversationFeed, message: Msg): void {
    const event = message.json<MessageSent>();
    delivered.inc({ direction: 'out' }, feed.followers.size);
    feed.receive(event.seq, newMessageFrame(toMessageView(event)));
  }

  /** The last follower takes the subscription along. */
  private leave(connection: Connection, feed: ConversationFeed): void {
    feed.followers.delete(connection);
    const opened = this.open.get(feed.conversationId);
    if (feed.followers.size > 0 || opened?.feed !== feed) return;
    this.open.delete(feed.conversationId);
    opened.subscription.unsubscribe();
    feed.close();
  }

  /** After NATS was away, every followed conversation may have moved on unheard. */
  private async healAll(): Promise<void> {
    await Promise.all([...this.open.values()].map(({ feed }) => feed.heal()));
  }
}
