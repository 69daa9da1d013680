import { Injectable } from '@nestjs/common';
import { sessionRevoked } from '@atrium/contracts';
import { Outbox } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

import { SessionRepository } from './session.repository.js';

/** Ends every session of some people before its time and tells the suite of each; `keptId` may go on. */
@Injectable()
export class EndSessions {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly outbox: Outbox,
  ) {}

  async execute(tx: Transaction, userIds: readonly string[], keptId: string | null = null): Promise<void> {
    if (userIds.length === 0) return;
    const ended = await this.sessions.revokeAll(tx, userIds, keptId);
    const occurredAt = new Date().toISOString();
    for (const { id, userId } of ended) {
      await this.outbox.add(tx, sessionRevoked, { sessionId: id, userId, occurredAt });
    }
  }
}
