import { Logger } from '@nestjs/common';
import type { Msg, Subscription } from '@nats-io/transport-node';
import type { NatsLink } from '@atrium/nats';

import type { FeedEvent } from './feed-event.js';
import type { FeedSource } from './feed-source.js';
import { Feed } from './feed.js';
import type { Follower } from './follower.js';

/** What makes the feeds of one kind of socket. */
export interface FeedKind<Topic> {
  /** Where a feed's events are published. */
  subjectsOf(topic: Topic): readonly string[];
  sourceOf(topic: Topic): FeedSource;
  /** The event in a message; undefined for a message that is no event of a feed. */
  eventOf(message: Msg, topic: Topic): FeedEvent | undefined;
}

/** A feed that sockets of this process follow. */
export interface OpenFeed<Topic> {
  readonly key: string;
  readonly topic: Topic;
  readonly feed: Feed;
  /** Resolves once nothing published from now on can pass the feed by. */
  readonly ready: Promise<void>;
}

/** The feeds of one kind that sockets of this process follow: one set of NATS subscriptions each, however many sockets. */
export class FeedSet<Topic> {
  private readonly logger = new Logger(FeedSet.name);
  private readonly opened = new Map<string, OpenFeed<Topic> & { readonly subscriptions: readonly Subscription[] }>();

  constructor(
    private readonly nats: NatsLink,
    private readonly kind: FeedKind<Topic>,
  ) {
    // While NATS was away, every feed may have moved on unheard.
    nats.onReturn(() => void this.healAll());
  }

  get(key: string): OpenFeed<Topic> | undefined {
    return this.opened.get(key);
  }

  all(): Iterable<OpenFeed<Topic>> {
    return this.opened.values();
  }

  /** The open feed, or a new one that begins after `head`. Reading after the subscription leaves no gap between. */
  open(key: string, topic: Topic, head: number): OpenFeed<Topic> {
    const known = this.opened.get(key);
    if (known) {
      known.feed.noteHead(head);
      return known;
    }
    const feed = new Feed(head, this.kind.sourceOf(topic));
    const subscriptions = this.kind.subjectsOf(topic).map((subject) =>
      this.nats.connection.subscribe(subject, {
        callback: (error, message) => {
          if (error) this.logger.error({ msg: 'subscription failed', subject, err: error });
          else this.receive(feed, topic, message);
        },
      }),
    );
    const ready = this.nats.connection.flush().then(() => (feed.source.isShared ? feed.heal() : undefined));
    const opened = { key, topic, feed, ready, subscriptions };
    this.opened.set(key, opened);
    return opened;
  }

  /** Takes a socket off a feed; the last one takes the subscriptions along. */
  leave({ key, feed }: OpenFeed<Topic>, follower: Follower): void {
    feed.leave(follower);
    this.closeIfUnused(key, feed);
  }

  /** Lets go of a feed that nobody came to follow after all. */
  closeIfUnused(key: string, feed: Feed): void {
    const opened = this.opened.get(key);
    if (feed.size > 0 || opened?.feed !== feed) return;
    this.opened.delete(key);
    for (const subscription of opened.subscriptions) subscription.unsubscribe();
    feed.close();
  }

  private receive(feed: Feed, topic: Topic, message: Msg): void {
    try {
      const event = this.kind.eventOf(message, topic);
      if (event) feed.receive(event);
    } catch (err) {
      this.logger.error({ msg: 'an event could not be read', subject: message.subject, err });
    }
  }

  private async healAll(): Promise<void> {
    await Promise.all(Array.from(this.opened.values(), ({ feed }) => feed.heal()));
  }
}
