import { Injectable } from '@nestjs/common';
import type { CompletedSso, CompleteSsoRequest } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';

import { OpenSession } from '../session/open-session.use-case.js';
import { TokenIssuer } from '../session/token-issuer.js';
import { accountEnded, SsoAccounts } from './sso-accounts.js';
import { SsoProvider } from './sso-provider.js';

/** Signs in whoever comes back from the provider. */
@Injectable()
export class CompleteSso {
  constructor(
    private readonly provider: SsoProvider,
    private readonly accounts: SsoAccounts,
    private readonly openSession: OpenSession,
    private readonly tokens: TokenIssuer,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** The link, the provider's tokens and the session are stored together or not at all. */
  async execute(request: CompleteSsoRequest): Promise<CompletedSso> {
    const { provider } = this.provider;
    const { issuer } = provider;
    const login = await this.provider.finish(request);
    const { userId } = await this.accounts.findOrCreate(provider, login.profile);
    const { identity, session } = await this.unitOfWork.run(async (tx) => {
      const identity = await this.accounts.noteVerifiedEmail(tx, userId, login.profile);
      const session = await this.openSession.execute(tx, userId, { family: 'cookie', origin: {}, method: 'sso' });
      if (!session) throw accountEnded();
      await this.accounts.link(tx, issuer, userId, login);
      return { identity, session };
    });
    return { tokens: await this.tokens.issue(identity, session), returnTo: login.returnTo };
  }
}
