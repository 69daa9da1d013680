import { Injectable } from '@nestjs/common';
import { activityRecorded, followActivities, type ActivityRecorded } from '@atrium/contracts';
import { NatsLink } from '@atrium/nats';
import { RpcClient } from '@atrium/rpc';

import type { Connection } from '../connection/connection.js';
import { FrameRefusal } from '../connection/frame-error.js';
import { FeedSet, type OpenFeed } from '../feed/feed-set.js';
import { Follower } from '../feed/follower.js';
import { activityEvent, ActivitySource } from './activity-source.js';
import { WorkspaceSight } from './workspace-sight.js';

/** Workspaces whose feeds one socket may follow. */
const MAX_FOLLOWED = 100;

/** A workspace whose feed is followed. */
export interface Workspace {
  readonly workspaceId: number;
}

/** The activity feeds that sockets of this process follow. */
@Injectable()
export class WorkspaceFeeds {
  private readonly feeds: FeedSet<Workspace>;
  private readonly followed = new Map<Connection, Map<number, Follower>>();

  constructor(
    nats: NatsLink,
    private readonly rpc: RpcClient,
  ) {
    this.feeds = new FeedSet(nats, {
      subjectsOf: ({ workspaceId }) => [`${activityRecorded.subject}.${workspaceId}`],
      sourceOf: ({ workspaceId }) => new ActivitySource(rpc, workspaceId),
      eventOf: (message) => {
        const { workspaceId, seq, activity, channelId, privateChannelId } = message.json<ActivityRecorded>();
        const place = { channelId: channelId ?? null, privateChannelId: privateChannelId ?? null };
        return activityEvent(workspaceId, seq, activity, place);
      },
    });
  }

  all(): Iterable<OpenFeed<Workspace>> {
    return this.feeds.all();
  }

  of(workspaceId: number): OpenFeed<Workspace> | undefined {
    return this.feeds.get(String(workspaceId));
  }

  /** From here on, or from `since` on, the socket gets the workspace's activities; refused unless its owner is a member. */
  async follow(connection: Connection, workspaceId: number, since?: number): Promise<void> {
    const mine = this.followed.get(connection);
    if (mine && !mine.has(workspaceId) && mine.size >= MAX_FOLLOWED) {
      throw new FrameRefusal('too_large', `A socket may follow ${MAX_FOLLOWED} workspaces at most`);
    }
    const request = { workspaceId, ...(since === undefined ? {} : { since }) };
    const found = await this.rpc.call(followActivities, request, connection.caller);
    const { head, missed, isComplete } = found;
    const isNew = this.of(workspaceId) === undefined;
    const opened = this.feeds.open(String(workspaceId), { workspaceId }, head);
    await opened.ready;
    if (!connection.isOpen) return this.feeds.closeIfUnused(opened.key, opened.feed);

    const canRecover = since === undefined || (isComplete && since <= head);
    const backlog = canRecover ? missed.map(({ seq, activity }) => activityEvent(workspaceId, seq, activity)) : [];
    if (connection.isV2) {
      const outcome = canRecover ? { recovered: true, count: backlog.length } : { recovered: false, reason: 'too_far' };
      connection.sendJson({ type: 'subscribed', workspace_id: workspaceId, head, ...outcome });
    }
    const follower = new Follower(connection, new WorkspaceSight(found));
    // What was told between the answer and the subscription is read once more.
    follower.mustRead = isNew;
    this.replace(connection, workspaceId, follower);
    opened.feed.follow(follower, canRecover ? (since ?? head) : head, backlog, head);
  }

  /** The person's sockets get nothing more of the workspace; clients of version 2 are told why. */
  evict(workspaceId: number, isMeant: (userId: string) => boolean, reason: string): void {
    const opened = this.of(workspaceId);
    for (const follower of [...(opened?.feed.followers() ?? [])]) {
      const { connection } = follower;
      if (!opened || !isMeant(connection.caller.userId)) continue;
      this.followed.get(connection)?.delete(workspaceId);
      this.feeds.leave(opened, follower);
      if (connection.isV2) connection.sendJson({ type: 'unsubscribed', workspace_id: workspaceId, reason });
    }
  }

  /** Those of a person's sockets that follow the workspace. */
  *followersOf(workspaceId: number, userId: string): Iterable<Follower> {
    for (const follower of this.of(workspaceId)?.feed.followers() ?? []) {
      if (follower.connection.caller.userId === userId) yield follower;
    }
  }

  private replace(connection: Connection, workspaceId: number, follower: Follower): void {
    let mine = this.followed.get(connection);
    if (!mine) {
      mine = new Map();
      this.followed.set(connection, mine);
      connection.onClose(() => this.forget(connection));
    }
    const previous = mine.get(workspaceId);
    if (previous) this.of(workspaceId)?.feed.leave(previous);
    mine.set(workspaceId, follower);
  }

  private forget(connection: Connection): void {
    for (const [workspaceId, follower] of this.followed.get(connection) ?? []) {
      const opened = this.of(workspaceId);
      if (opened) this.feeds.leave(opened, follower);
    }
    this.followed.delete(connection);
  }
}
