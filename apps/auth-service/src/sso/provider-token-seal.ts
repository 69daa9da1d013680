import { Injectable } from '@nestjs/common';
import { KeyRing } from '@atrium/secrets';

import type { ProviderTokens } from './provider-login.js';
import type { SsoLink } from './sso-link.entity.js';

type Link = Pick<SsoLink, 'issuer' | 'subject'>;
type SealedTokens = Pick<SsoLink, 'accessToken' | 'accessExpiresAt' | 'refreshToken'>;

/** Seals a provider's tokens for the one row that they stand in. */
@Injectable()
export class ProviderTokenSeal {
  constructor(private readonly keys: KeyRing) {}

  seal(link: Link, { accessToken, refreshToken, expiresIn }: ProviderTokens): SealedTokens {
    return {
      accessToken: this.keys.seal(Buffer.from(accessToken), context(link, 'access')),
      accessExpiresAt: expiresIn === undefined ? null : new Date(Date.now() + expiresIn * 1_000),
      refreshToken:
        refreshToken === undefined ? null : this.keys.seal(Buffer.from(refreshToken), context(link, 'refresh')),
    };
  }

  accessToken(link: SsoLink): string {
    return this.keys.open(link.accessToken, context(link, 'access')).toString();
  }

  /** Undefined when the provider gave none. */
  refreshToken(link: SsoLink): string | undefined {
    return link.refreshToken ? this.keys.open(link.refreshToken, context(link, 'refresh')).toString() : undefined;
  }
}

function context({ issuer, subject }: Link, kind: 'access' | 'refresh'): string {
  return `sso_link ${kind} ${issuer} ${subject}`;
}
