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
  createdAt,
}: HomeOfMember): HomeView {
  return { id, ownerId, name, rooms, role, bridgeId, mqttPrefix, createdAt: createdAt.toISOString() };
}

export function toHomeMemberView({ userId, role, addedAt }: HomeMember): HomeMemberView {
  return { userId, role, addedAt: addedAt.toISOString() };
}
