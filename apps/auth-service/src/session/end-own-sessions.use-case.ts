import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@atrium/persistence';
import { DomainError, type Caller } from '@atrium/rpc';

import { RevokeSession } from './revoke-session.use-case.js';
import { SessionRepository } from './session.repository.js';

/** Lets people end their own sessions, on a device that they have lost for instance. */
@Injectable()
export class EndOwnSessions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: SessionRepository,
    private readonly revokeSession: RevokeSession,
  ) {}

  /** Rejects with SESSION_NOT_FOUND for a session that is not the caller's or is over. */
  async execute(sessionId: string, { userId }: Caller): Promise<void> {
    const isEnded = await this.unitOfWork.run(async (tx) => {
      if (!(await this.sessions.isOfUser(tx, sessionId, userId))) return false;
      return this.revokeSession.execute(tx, { id: sessionId, userId }, { kind: 'session-ended', actorId: userId });
    });
    if (!isEnded) throw new DomainError('SESSION_NOT_FOUND', 'You have no such session');
  }

  async executeOthers({ userId, sessionId }: Caller): Promise<void> {
    const revocation = { kind: 'session-ended', actorId: userId } as const;
    await this.unitOfWork.run((tx) => this.revokeSession.executeAll(tx, [userId], revocation, sessionId));
  }
}
