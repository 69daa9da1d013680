import { Injectable } from '@nestjs/common';
import type { Transaction } from '@atrium/persistence';
import { v7 as uuidv7 } from 'uuid';

import type { OpenedSession } from './opened-session.js';
import { hashOf, newRefreshToken } from './refresh-token-secret.js';
import { RefreshTokenRepository } from './refresh-token.repository.js';
import { SessionRepository } from './session.repository.js';

/** How long a session lasts from its login on, whatever happens in between, and with it its refresh tokens: 30 days. */
const SESSION_LIFETIME_SECONDS = 2_592_000;

/** Begins a session for someone who has proved who they are, in the transaction that used up the proof. */
@Injectable()
export class OpenSession {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly refreshTokens: RefreshTokenRepository,
  ) {}

  async execute(tx: Transaction, userId: string): Promise<OpenedSession> {
    const id = uuidv7();
    const refreshToken = newRefreshToken();
    await this.sessions.insert(tx, id, userId, SESSION_LIFETIME_SECONDS);
    await this.refreshTokens.insert(tx, hashOf(refreshToken), id, null);
    return { id, refreshToken, expiresIn: SESSION_LIFETIME_SECONDS };
  }
}
