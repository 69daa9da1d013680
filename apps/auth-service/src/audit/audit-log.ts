import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';
import { v7 as uuidv7 } from 'uuid';

import type { AuditRecord } from './audit-record.js';

const INSERT = statement(
  'audit-insert',
  `INSERT INTO audit_event (id, kind, actor_id, user_id, target, address, user_agent, details)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
);

/** The record of security events: what is written here stays. */
@Injectable()
export class AuditLog {
  constructor(private readonly database: Database) {}

  /** Records an event with the change it speaks of, or alone where nothing was changed, as with a refusal. */
  async add(tx: Transaction | undefined, record: AuditRecord): Promise<void> {
    const { kind, actorId, userId, target, origin, details = {} } = record;
    const values = [
      uuidv7(),
      kind,
      actorId,
      userId,
      target,
      origin?.address,
      origin?.userAgent,
      JSON.stringify(details),
    ];
    await this.database.rows(INSERT, values, tx);
  }
}
