import { Injectable } from '@nestjs/common';
import { channelChanged, channelMemberAdded, type UpdateChannelRequest } from '@atrium/contracts';
import { DomainError, type Caller } from '@atrium/rpc';

import { ActivityFeed } from '../activity/activity-feed.js';
import { channelWasArchived, channelWasRenamed, channelWasRestored } from '../activity/new-activity.js';
import type { WorkspaceChange } from '../change/workspace-change.js';
import { ChannelMemberRepository } from '../channel-member/channel-member.repository.js';
import { nameKey, plainName } from '../naming/plain-text.js';
import { ChannelChanges, requireRightsIn } from './channel-changes.js';
import { ChannelRepository, type ReadableChannel } from './channel.repository.js';

type State = Pick<ReadableChannel, 'name' | 'isPrivate' | 'isArchived'>;

/** Renames, closes, opens, archives or brings back a channel. */
@Injectable()
export class UpdateChannel {
  constructor(
    private readonly changes: ChannelChanges,
    private readonly channels: ChannelRepository,
    private readonly members: ChannelMemberRepository,
    private readonly feed: ActivityFeed,
  ) {}

  async execute(caller: Caller, request: UpdateChannelRequest): Promise<void> {
    await this.changes.byReader(request.channelId, caller.userId, async (change, channel) => {
      requireRightsIn(channel, caller.userId);
      const state = nextState(channel, request);
      const { name, isPrivate, isArchived } = state;
      if (name === channel.name && isPrivate === channel.isPrivate && isArchived === channel.isArchived) return;
      const archivedAt = isArchived ? change.occurredAt : null;
      await this.channels.update(change.tx, channel.id, { name, nameKey: nameKey(name), isPrivate, archivedAt });
      if (isPrivate) await this.keepIn(change, channel, caller.userId);
      await change.tell(channelChanged, { channelId: channel.id, ...state, changedBy: caller.userId });
      await this.record(change, caller, channel, state);
    });
  }

  /** Whoever closes a channel stays in it. */
  private async keepIn(change: WorkspaceChange, { id }: ReadableChannel, userId: string): Promise<void> {
    if (!(await this.members.add(change.tx, id, userId, change.occurredAt))) return;
    await change.tell(channelMemberAdded, { channelId: id, userId, addedBy: userId });
  }

  private async record(
    { tx, occurredAt }: WorkspaceChange,
    caller: Caller,
    channel: ReadableChannel,
    { name, isArchived }: State,
  ): Promise<void> {
    const changed = { id: channel.id, workspaceId: channel.workspaceId, name, createdAt: occurredAt };
    if (name !== channel.name) await this.feed.record(tx, channelWasRenamed(caller, changed));
    if (isArchived === channel.isArchived) return;
    await this.feed.record(tx, (isArchived ? channelWasArchived : channelWasRestored)(caller, changed));
  }
}

/** What the channel will be; refuses changes of what stays archived. */
function nextState(channel: ReadableChannel, { name, isPrivate, isArchived }: UpdateChannelRequest): State {
  if (channel.isArchived && isArchived !== false) throw new DomainError('CHANNEL_ARCHIVED', 'The channel is archived');
  return {
    name: name === undefined ? channel.name : plainName(name, 'name'),
    isPrivate: isPrivate ?? channel.isPrivate,
    isArchived: isArchived ?? channel.isArchived,
  };
}
