import { Injectable } from '@nestjs/common';
import type { SessionFamily, SignInOrigin } from '@atrium/contracts';
import type { Transaction } from '@atrium/persistence';
import { v7 as uuidv7 } from 'uuid';

import { IdentityRepository } from '../account/identity.repository.js';
import { AuditLog } from '../audit/audit-log.js';
import type { OpenedSession } from './opened-session.js';
import { hashOf, newRefreshToken } from './refresh-token-secret.js';
import { RefreshTokenRepository } from './refresh-token.repository.js';
import { SessionRepository } from './session.repository.js';

/** How long a session lasts from its login on, whatever happens in between, and with it its refresh tokens. */
const LIFETIME_SECONDS = { bearer: 604_800, cookie: 2_592_000 } as const satisfies Record<SessionFamily, number>;

/** How somebody has just proved who they are. */
export interface SignIn {
  readonly family: SessionFamily;
  readonly origin?: SignInOrigin | undefined;
  /** By which proof, for the audit log: `password` for instance. */
  readonly method: string;
}

/**
 * Begins a session for someone who has proved who they are, in the transaction that used up the proof. Of a login and a
 * deactivation at once one waits for the other: no session outlives the account.
 */
@Injectable()
export class OpenSession {
  constructor(
    private readonly identities: IdentityRepository,
    private readonly sessions: SessionRepository,
    private readonly refreshTokens: RefreshTokenRepository,
    private readonly audit: AuditLog,
  ) {}

  /** Undefined, changing nothing, for an account that was deactivated meanwhile. */
  async execute(tx: Transaction, userId: string, signIn: SignIn): Promise<OpenedSession | undefined> {
    return (await this.identities.lockActive(tx, userId)) ? this.open(tx, userId, signIn) : undefined;
  }

  private async open(tx: Transaction, userId: string, { family, origin, method }: SignIn): Promise<OpenedSession> {
    const id = uuidv7();
    const refreshToken = newRefreshToken();
    const expiresIn = LIFETIME_SECONDS[family];
    const { address = null, userAgent = null } = origin ?? {};
    await this.sessions.insert(tx, { id, userId, family, address, userAgent }, expiresIn);
    await this.refreshTokens.insert(tx, hashOf(refreshToken), id, null);
    const details = { method, family };
    await this.audit.add(tx, { kind: 'logged-in', actorId: userId, userId, target: id, origin, details });
    return { id, refreshToken, expiresIn };
  }
}
