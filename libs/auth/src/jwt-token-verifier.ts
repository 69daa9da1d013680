import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { TOKEN_AUDIENCE, TOKEN_ISSUER, type AccessTokenClaims } from '@atrium/contracts';
import { DomainError, toCaller, TokenVerifier, type Caller } from '@atrium/rpc';

import { RevokedSessions } from './revoked-sessions.js';
import { SigningKeyCache } from './signing-key-cache.js';

/** Verdicts kept at most; the oldest goes first. */
const MAX_VERDICTS = 20_000;

/**
 * Verifies access tokens with the published keys. A token is checked once and the verdict kept until it runs out, so
 * a request costs two map look-ups; algorithm, issuer, audience and token type are pinned. A session that is ended takes
 * its tokens with it.
 */
@Injectable()
export class JwtTokenVerifier extends TokenVerifier {
  private readonly verdicts = new Map<string, Caller>();

  constructor(
    private readonly jwt: JwtService,
    private readonly keys: SigningKeyCache,
    private readonly revoked: RevokedSessions,
  ) {
    super();
  }

  override verify(accessToken: string): Caller | Promise<Caller> {
    const known = this.verdicts.get(accessToken);
    if (!known) return this.check(accessToken);
    if (known.expiresAt > Date.now() && !this.revoked.has(known.sessionId)) return known;
    this.verdicts.delete(accessToken);
    throw known.expiresAt > Date.now() ? invalid() : expired();
  }

  private async check(accessToken: string): Promise<Caller> {
    const kid = this.keyIdOf(accessToken);
    const key = kid === undefined ? undefined : await this.keys.find(kid);
    if (!key) throw invalid();
    const claims = this.claimsOf(accessToken, key);
    if ((claims.token_type as string) !== 'access') throw invalid();
    await this.revoked.whenAsked();
    if (this.revoked.has(claims.sid)) throw invalid();
    const caller = toCaller(claims, accessToken);
    this.remember(caller);
    return caller;
  }

  private keyIdOf(accessToken: string): string | undefined {
    try {
      const decoded = this.jwt.decode<unknown>(accessToken, { complete: true }) as { header: { kid?: unknown } } | null;
      const kid = decoded?.header.kid;
      return typeof kid === 'string' ? kid : undefined;
    } catch {
      // It looks like a token, but its claims are not JSON.
      return undefined;
    }
  }

  private claimsOf(accessToken: string, publicKey: NonNullable<Awaited<ReturnType<SigningKeyCache['find']>>>) {
    try {
      return this.jwt.verify<AccessTokenClaims>(accessToken, {
        secret: publicKey as never,
        algorithms: ['ES256'],
        issuer: TOKEN_ISSUER,
        audience: TOKEN_AUDIENCE,
      });
    } catch (error) {
      throw error instanceof Error && error.name === 'TokenExpiredError' ? expired() : invalid();
    }
  }

  private remember(caller: Caller): void {
    if (this.verdicts.size >= MAX_VERDICTS) {
      const [oldest] = this.verdicts.keys();
      if (oldest !== undefined) this.verdicts.delete(oldest);
    }
    this.verdicts.set(caller.accessToken, caller);
  }
}

function invalid(): DomainError {
  return new DomainError('TOKEN_INVALID', 'Invalid or expired token');
}

function expired(): DomainError {
  return new DomainError('TOKEN_INVALID', 'Invalid or expired token', { token: ['Token is expired'] });
}
