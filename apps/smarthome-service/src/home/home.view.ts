import type { HomeMemberView, HomeView } from '@atrium/contracts';

import type { HomeMember } from './home-member.entity.js';
import type { HomeOfMember } from './home.repository.js';

export function toHomeView({
  id,
  ownerId,
  name,
  rooms,
  role,
  bridgeId,
  mqttPrefix,
  activityWorkspaceId,
  createdAt,
}: HomeOfMember): HomeView {
  const at = createdAt.toISOString();
  return { id, ownerId, name, rooms, role, bridgeId, mqttPrefix, activityWorkspaceId, createdAt: at };
}

export function toHomeMemberView({ userId, role, addedAt }: HomeMember): HomeMemberView {
  return { userId, role, addedAt: addedAt.toISOString() };
}
