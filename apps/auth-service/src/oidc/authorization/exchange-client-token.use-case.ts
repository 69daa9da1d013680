import { Injectable } from '@nestjs/common';
import { TOKEN_AUDIENCE, TOKEN_ISSUER, type AccessTokenClaims, type ClientAccessToken } from '@atrium/contracts';
import { DomainError } from '@atrium/rpc';

import type { Identity } from '../../account/identity.entity.js';
import { IdentityRepository } from '../../account/identity.repository.js';
import { TokenSigner } from '../../signing/token-signer.js';
import { OidcProviders } from '../oidc-providers.js';
import { findLiveAccessToken } from './live-access-token.js';

/** Services verify the signed token by themselves, so it must not outlive a revocation for long. */
const LIFETIME_SECONDS = 60;

/** Turns a third-party client's opaque token into one that services of the suite can verify, with its limits. */
@Injectable()
export class ExchangeClientToken {
  constructor(
    private readonly providers: OidcProviders,
    private readonly identities: IdentityRepository,
    private readonly signer: TokenSigner,
  ) {}

  /** Rejects with TOKEN_INVALID when the token opens nothing (any more). */
  async execute(value: string): Promise<ClientAccessToken> {
    const token = await findLiveAccessToken(this.providers.get(), value);
    const identity = token && (await this.identities.findActive(token.accountId));
    if (!identity) throw new DomainError('TOKEN_INVALID', 'Invalid or expired token');
    const { clientId = '', scope = '', grantId } = token;
    const accessToken = await this.signer.sign(
      claimsOf(identity, { sid: grantId, client_id: clientId, scope }),
      Math.max(1, Math.min(LIFETIME_SECONDS, token.remainingTTL)),
    );
    return { accessToken };
  }
}

/** A client never has a staff member's powers, whoever it speaks for. */
function claimsOf(
  { userId, username, email, firstName, lastName }: Identity,
  client: Pick<AccessTokenClaims, 'sid' | 'client_id' | 'scope'>,
): Omit<AccessTokenClaims, 'iat' | 'exp'> {
  return {
    iss: TOKEN_ISSUER,
    aud: TOKEN_AUDIENCE,
    sub: userId,
    token_type: 'access',
    username,
    email,
    given_name: firstName,
    family_name: lastName,
    is_staff: false,
    ...client,
  };
}
