import { toSeedTime, type ActivityView } from '@atrium/contracts';

import type { ListedActivity } from './activity.repository.js';

export function toActivityView({ id, actorEmail, type, refId, summary, createdAt }: ListedActivity): ActivityView {
  return {
    id: Number(id),
    actor_email: actorEmail,
    type,
    ref_id: /^\d+$/.test(refId) ? Number(refId) : refId,
    summary,
    created_at: toSeedTime(createdAt),
  };
}
