import type { AuditEventView } from '@atrium/contracts';

import type { AuditEvent } from './audit-event.entity.js';

/** An event as staff see it. */
export function toAuditEventView(event: AuditEvent): AuditEventView {
  const { id, kind, actorId, userId, target, address, userAgent, details, occurredAt } = event;
  return { id, kind, actorId, userId, target, address, userAgent, details, occurredAt: occurredAt.toISOString() };
}
