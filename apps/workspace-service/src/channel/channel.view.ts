import { toSeedTime, type ChannelDetails, type ChannelView } from '@atrium/contracts';

import type { ListedChannel, ReadableChannel } from './channel.repository.js';

export function toChannelView({ id, workspaceId, name, isPrivate, createdAt }: ListedChannel): ChannelView {
  return {
    id,
    workspace_id: workspaceId,
    name,
    is_private: isPrivate ? 1 : 0,
    created_at: toSeedTime(createdAt),
  };
}

export function toChannelDetails(channel: ReadableChannel): ChannelDetails {
  return { ...toChannelView(channel), is_archived: channel.isArchived, is_member: channel.isMember };
}
