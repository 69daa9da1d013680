import { Injectable } from '@nestjs/common';
import { isRefusal, TokenVerifier } from '@atrium/rpc';

import type { Identity } from '../account/identity.entity.js';
import { IdentityRepository } from '../account/identity.repository.js';
import { hashOf } from './refresh-token-secret.js';
import { RefreshTokenRepository } from './refresh-token.repository.js';
import { SessionRepository, type BegunSession } from './session.repository.js';

/** The tokens that a browser shows. */
export interface ShownTokens {
  readonly accessToken?: string | undefined;
  readonly refreshToken?: string | undefined;
}

/** Somebody who may sign in, and the session in which they did. */
export interface SignedIn {
  readonly identity: Identity;
  readonly session: BegunSession;
}

/** Tells who is signed in to the suite with these tokens, and uses up none of them. */
@Injectable()
export class FindSignedIn {
  constructor(
    private readonly verifier: TokenVerifier,
    private readonly sessions: SessionRepository,
    private readonly refreshTokens: RefreshTokenRepository,
    private readonly identities: IdentityRepository,
  ) {}

  /** Undefined when no token is good any more, its session was ended, or the account is disabled. */
  async execute({ accessToken, refreshToken }: ShownTokens): Promise<SignedIn | undefined> {
    const session = (await this.byAccessToken(accessToken)) ?? (await this.byRefreshToken(refreshToken));
    const identity = session && (await this.identities.findActive(session.userId));
    return identity && { identity, session };
  }

  /** A third party's token speaks for it, within its scopes: nobody is signed in by that. */
  private async byAccessToken(token: string | undefined): Promise<BegunSession | undefined> {
    if (token === undefined) return undefined;
    try {
      const { sessionId, userId, client } = await this.verifier.verify(token);
      return client ? undefined : await this.sessions.findLive(sessionId, userId);
    } catch (error) {
      if (isRefusal(error, 'TOKEN_INVALID')) return undefined;
      throw error;
    }
  }

  private byRefreshToken(token: string | undefined): Promise<BegunSession | undefined> {
    return token === undefined ? Promise.resolve(undefined) : this.refreshTokens.findUnused(hashOf(token));
  }
}
