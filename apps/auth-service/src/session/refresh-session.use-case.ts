import { Injectable, Logger } from '@nestjs/common';
import type { TokenSet } from '@atrium/contracts';
import { UnitOfWork, type Transaction } from '@atrium/persistence';
import { DomainError } from '@atrium/rpc';

import type { Identity } from '../account/identity.entity.js';
import { IdentityRepository } from '../account/identity.repository.js';
import type { OpenedSession } from './opened-session.js';
import { hashOf, newRefreshToken, openSuccessor, sealSuccessor } from './refresh-token-secret.js';
import { RefreshTokenRepository, type UsedToken } from './refresh-token.repository.js';
import { RevokeSession } from './revoke-session.use-case.js';
import { TokenIssuer } from './token-issuer.js';

interface Renewal {
  readonly identity: Identity;
  readonly session: OpenedSession;
}

/** Why there is no renewal is told by the result: an error would roll back the end of a session. */
type Outcome = Renewal | 'revoked' | undefined;

/**
 * Exchanges a refresh token for the next one (RFC 9700, section 4.14.2). Requests that race with the same token get
 * the same successor; a token that comes back later is in two hands, and ends its session.
 */
@Injectable()
export class RefreshSession {
  private readonly logger = new Logger(RefreshSession.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refreshTokens: RefreshTokenRepository,
    private readonly identities: IdentityRepository,
    private readonly revokeSession: RevokeSession,
    private readonly tokens: TokenIssuer,
  ) {}

  /**
   * Rejects with REFRESH_TOKEN_INVALID when the token is unknown or has run out, or the account is disabled, with
   * REFRESH_TOKEN_REVOKED when it was used before or its session was ended.
   */
  async execute(presented: string): Promise<TokenSet> {
    const renewal = await this.unitOfWork.run((tx) => this.renew(tx, presented));
    if (renewal === 'revoked') throw revoked();
    if (!renewal) throw invalid();
    return this.tokens.issue(renewal.identity, renewal.session);
  }

  /** Rejects as {@link execute} would for a token that cannot be used now, and uses up nothing. */
  async check(presented: string): Promise<void> {
    const token = await this.refreshTokens.find(hashOf(presented));
    if (token?.isRevoked === true || token?.isUsed === true) throw revoked();
    if (!token) throw invalid();
  }

  private async renew(tx: Transaction, presented: string): Promise<Outcome> {
    const hash = hashOf(presented);
    const refreshToken = newRefreshToken();
    const session = await this.refreshTokens.use(tx, hash, sealSuccessor(presented, refreshToken));
    if (!session) return this.repeat(tx, presented, await this.refreshTokens.findUsed(tx, hash));
    const identity = await this.identities.findActive(session.userId, tx);
    // Thrown in the transaction: the token of a disabled account is not used up.
    if (!identity) throw invalid();
    await this.refreshTokens.insert(tx, hashOf(refreshToken), session.id, hash);
    return { identity, session: { ...session, refreshToken } };
  }

  private async repeat(tx: Transaction, presented: string, used: UsedToken | undefined): Promise<Outcome> {
    if (!used) return undefined;
    if (used.isRevoked) return 'revoked';
    if (used.sealedSuccessor) {
      const identity = await this.identities.findActive(used.userId, tx);
      const refreshToken = openSuccessor(presented, used.sealedSuccessor);
      return identity && { identity, session: { id: used.id, expiresIn: used.expiresIn, refreshToken } };
    }
    this.logger.warn({ msg: 'refresh token used twice, session ended', sessionId: used.id, userId: used.userId });
    await this.revokeSession.execute(tx, used, { kind: 'refresh-token-reused' });
    return 'revoked';
  }
}

function invalid(): DomainError {
  return new DomainError('REFRESH_TOKEN_INVALID', 'Invalid or expired refresh token');
}

function revoked(): DomainError {
  return new DomainError('REFRESH_TOKEN_REVOKED', 'This refresh token was used or revoked');
}
