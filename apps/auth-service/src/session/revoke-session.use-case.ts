import { Injectable } from '@nestjs/common';
import { sessionRevoked } from '@atrium/contracts';
import { Outbox } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

import { SessionRepository, type LiveSession } from './session.repository.js';

/** Ends a session before its time and tells the suite; one that is over already is left alone. */
@Injectable()
export class RevokeSession {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly outbox: Outbox,
  ) {}

  async execute(tx: Transaction, { id, userId }: Pick<LiveSession, 'id' | 'userId'>): Promise<void> {
    if (!(await this.sessions.revoke(tx, id))) return;
    await this.outbox.add(tx, sessionRevoked, { sessionId: id, userId, occurredAt: new Date().toISOString() });
  }
}
