import { Injectable } from '@nestjs/common';
import { sessionRevoked } from '@atrium/contracts';
import { Outbox } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

import { AuditLog } from '../audit/audit-log.js';
import type { AuditRecord } from '../audit/audit-record.js';
import { SessionRepository, type LiveSession } from './session.repository.js';

/** Why a session ends, and by whom. */
export type Revocation = Pick<AuditRecord, 'kind' | 'actorId' | 'origin'>;

type Revoked = Pick<LiveSession, 'id' | 'userId'>;

/** Ends sessions before their time and tells the suite; one that is over already is left alone. */
@Injectable()
export class RevokeSession {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  /** Returns false when the session was over already. */
  async execute(tx: Transaction, { id, userId }: Revoked, revocation: Revocation): Promise<boolean> {
    if (!(await this.sessions.revoke(tx, id))) return false;
    await this.tell(tx, { id, userId }, revocation);
    return true;
  }

  /** Ends all sessions of these people but for one they may keep; returns how many these were. */
  async executeAll(
    tx: Transaction,
    userIds: readonly string[],
    revocation: Revocation,
    keptId: string | null = null,
  ): Promise<number> {
    if (userIds.length === 0) return 0;
    const ended = await this.sessions.revokeAll(tx, userIds, keptId);
    for (const session of ended) await this.tell(tx, session, revocation);
    return ended.length;
  }

  private async tell(tx: Transaction, { id, userId }: Revoked, revocation: Revocation): Promise<void> {
    await this.outbox.add(tx, sessionRevoked, { sessionId: id, userId, occurredAt: new Date().toISOString() });
    await this.audit.add(tx, { ...revocation, userId, target: id });
  }
}
