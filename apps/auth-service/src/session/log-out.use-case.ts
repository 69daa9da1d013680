import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@atrium/persistence';
import type { Caller } from '@atrium/rpc';

import { hashOf } from './refresh-token-secret.js';
import { RefreshTokenRepository } from './refresh-token.repository.js';
import { RevokeSession, type Revocation } from './revoke-session.use-case.js';

/** Ends the session of a refresh token, be it the latest of its family or not. An unknown token ends nothing. */
@Injectable()
export class LogOut {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refreshTokens: RefreshTokenRepository,
    private readonly revokeSession: RevokeSession,
  ) {}

  async execute(refreshToken: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const session = await this.refreshTokens.findSession(tx, hashOf(refreshToken));
      if (session) await this.revokeSession.execute(tx, session, byOwner(session.userId));
    });
  }

  /** Ends the session that an access token belongs to. */
  async executeFor({ sessionId: id, userId }: Pick<Caller, 'sessionId' | 'userId'>): Promise<void> {
    await this.unitOfWork.run((tx) => this.revokeSession.execute(tx, { id, userId }, byOwner(userId)));
  }
}

function byOwner(actorId: string): Revocation {
  return { kind: 'logged-out', actorId };
}
