import { Injectable } from '@nestjs/common';
import { DomainError, isRefusal } from '@atrium/rpc';

import type { WorkspaceChange } from '../change/workspace-change.js';
import { WorkspaceChanges } from '../change/workspace-changes.js';
import { isAtLeast } from '../membership/roles.js';
import { ChannelRepository, type ReadableChannel } from './channel.repository.js';

type Work = (change: WorkspaceChange, channel: ReadableChannel) => Promise<void>;

/** Changes of channels, each of which is a change of their workspace. */
@Injectable()
export class ChannelChanges {
  constructor(
    private readonly changes: WorkspaceChanges,
    private readonly channels: ChannelRepository,
  ) {}

  /**
   * Changes a channel on behalf of one of its readers; refuses others with CHANNEL_NOT_FOUND, and everybody with
   * WORKSPACE_ARCHIVED while its workspace is archived.
   */
  byReader(channelId: number, userId: string, work: Work): Promise<void> {
    return this.evenArchived(channelId, userId, async (change, channel) => {
      if (change.workspace.isArchived) throw new DomainError('WORKSPACE_ARCHIVED', 'The workspace is archived');
      await work(change, channel);
    });
  }

  /** As {@link byReader}; refuses with CHANNEL_ARCHIVED too. */
  inUse(channelId: number, userId: string, work: Work): Promise<void> {
    return this.byReader(channelId, userId, async (change, channel) => {
      if (channel.isArchived) throw new DomainError('CHANNEL_ARCHIVED', 'The channel is archived');
      await work(change, channel);
    });
  }

  /** As {@link byReader}, in archived workspaces too. */
  async evenArchived(channelId: number, userId: string, work: Work): Promise<void> {
    const { workspaceId } = await this.channels.requireReadable(channelId, userId);
    try {
      await this.changes.evenArchived(workspaceId, userId, async (change) =>
        // Once more, now that nobody else changes it.
        work(change, await this.channels.requireReadable(channelId, userId, change.tx)),
      );
    } catch (error) {
      if (isRefusal(error, 'WORKSPACE_NOT_FOUND')) throw new DomainError('CHANNEL_NOT_FOUND', 'Channel not found');
      throw error;
    }
  }
}

/** Refuses with FORBIDDEN whoever neither runs the workspace nor made the channel. */
export function requireRightsIn({ role, createdBy }: ReadableChannel, userId: string): void {
  if (isAtLeast(role, 'admin') || (createdBy === userId && role !== 'guest')) return;
  throw new DomainError('FORBIDDEN', 'Only owners, administrators and whoever made the channel may do this');
}
