import { Injectable } from '@nestjs/common';
import type { ListAuditEventsRequest } from '@atrium/contracts';
import { Database, statement } from '@atrium/persistence';

import type { AuditEvent } from './audit-event.entity.js';

const FIND = statement<AuditEvent>(
  'audit-find',
  `SELECT id, kind, actor_id AS "actorId", user_id AS "userId", target, address, user_agent AS "userAgent", details,
     occurred_at AS "occurredAt"
   FROM audit_event
   WHERE ($1::text IS NULL OR kind = $1) AND ($2::uuid IS NULL OR user_id = $2)
     AND ($3::timestamptz IS NULL OR occurred_at >= $3) AND ($4::timestamptz IS NULL OR occurred_at < $4)
     AND ($5::uuid IS NULL OR id < $5)
   ORDER BY id DESC LIMIT $6`,
);

/** Reads the record of security events. */
@Injectable()
export class AuditEventRepository {
  constructor(private readonly database: Database) {}

  /** The latest first. */
  find({ kind, userId, from, to, before, limit }: ListAuditEventsRequest): Promise<AuditEvent[]> {
    return this.database.rows(FIND, [kind, userId, from, to, before, limit]);
  }
}
