import { toSeedTime, type ChannelView } from '@atrium/contracts';

import type { ListedChannel } from './channel.repository.js';

export function toChannelView({ id, workspaceId, name, isPrivate, createdAt }: ListedChannel): ChannelView {
  return {
    id,
    workspace_id: workspaceId,
    name,
    is_private: isPrivate ? 1 : 0,
    created_at: toSeedTime(createdAt),
  };
}
