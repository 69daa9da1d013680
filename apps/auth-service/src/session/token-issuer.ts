import { Injectable } from '@nestjs/common';
import { TOKEN_AUDIENCE, TOKEN_ISSUER, type AccessTokenClaims, type TokenSet } from '@atrium/contracts';

import type { Identity } from '../account/identity.entity.js';
import { ID_TOKEN_LIFETIME_SECONDS, TokenLifetimes } from '../signing/token-lifetimes.js';
import { TokenSigner } from '../signing/token-signer.js';
import type { OpenedSession } from './opened-session.js';

/** Whom an id token is for: the suite's own browser application. It opens no API. */
const ID_TOKEN_AUDIENCE = 'atrium-web';

/** Makes the tokens that a login or a refresh gives. */
@Injectable()
export class TokenIssuer {
  constructor(
    private readonly signer: TokenSigner,
    private readonly lifetimes: TokenLifetimes,
  ) {}

  async issue(identity: Identity, session: OpenedSession): Promise<TokenSet> {
    const { accessSeconds } = this.lifetimes;
    const [accessToken, idToken] = await Promise.all([
      this.signer.sign(accessClaims(identity, session.id), accessSeconds),
      this.signer.sign(idClaims(identity), ID_TOKEN_LIFETIME_SECONDS),
    ]);
    return {
      accessToken,
      accessExpiresIn: accessSeconds,
      idToken,
      refreshToken: session.refreshToken,
      refreshExpiresIn: session.expiresIn,
    };
  }
}

function accessClaims(identity: Identity, sessionId: string): Omit<AccessTokenClaims, 'iat' | 'exp'> {
  return {
    iss: TOKEN_ISSUER,
    aud: TOKEN_AUDIENCE,
    sub: identity.userId,
    sid: sessionId,
    token_type: 'access',
    username: identity.username,
    email: identity.email,
    given_name: identity.firstName,
    family_name: identity.lastName,
    is_staff: identity.isStaff,
  };
}

/** Standard claims of OpenID Connect Core, section 5.1. */
function idClaims({ userId, username, email, isEmailVerified, firstName, lastName }: Identity): object {
  return {
    iss: TOKEN_ISSUER,
    aud: ID_TOKEN_AUDIENCE,
    sub: userId,
    token_type: 'id',
    name: `${firstName} ${lastName}`.trim() || username,
    given_name: firstName,
    family_name: lastName,
    preferred_username: username,
    email,
    email_verified: isEmailVerified,
  };
}
