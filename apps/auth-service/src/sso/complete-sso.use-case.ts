import { Injectable } from '@nestjs/common';
import type { CompletedSso, CompleteSsoRequest } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';

import type { Identity } from '../account/identity.entity.js';
import { IdentityRepository } from '../account/identity.repository.js';
import { OpenSession } from '../session/open-session.use-case.js';
import { TokenIssuer } from '../session/token-issuer.js';
import type { ProviderProfile } from './provider-login.js';
import { accountEnded, SsoAccounts } from './sso-accounts.js';
import { SsoProvider } from './sso-provider.js';

/** Signs in whoever comes back from the provider. */
@Injectable()
export class CompleteSso {
  constructor(
    private readonly provider: SsoProvider,
    private readonly accounts: SsoAccounts,
    private readonly identities: IdentityRepository,
    private readonly openSession: OpenSession,
    private readonly tokens: TokenIssuer,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** The link, the provider's tokens and the session are stored together or not at all. */
  async execute(request: CompleteSsoRequest): Promise<CompletedSso> {
    const { issuer } = this.provider.provider;
    const login = await this.provider.finish(request);
    const identity = await this.accounts.findOrCreate(issuer, login.profile);
    const isVerified = isVerifiedBy(login.profile, identity);
    const session = await this.unitOfWork.run(async (tx) => {
      const signIn = { family: 'cookie', origin: {}, method: 'sso' } as const;
      if (isVerified) await this.identities.verifyEmail(tx, identity.userId, identity.email);
      const opened = await this.openSession.execute(tx, identity.userId, signIn);
      if (!opened) throw accountEnded();
      await this.accounts.link(tx, issuer, identity.userId, login);
      return opened;
    });
    return {
      tokens: await this.tokens.issue(isVerified ? { ...identity, isEmailVerified: true } : identity, session),
      returnTo: login.returnTo,
    };
  }
}

/** The provider has seen that the address is theirs, and it is the one that they have here. */
function isVerifiedBy({ email, email_verified: isVerified }: ProviderProfile, identity: Identity): boolean {
  return isVerified === true && email?.toLowerCase() === identity.email.toLowerCase();
}
