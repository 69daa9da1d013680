import { Module } from '@nestjs/common';

import { AccountModule } from '../account/account.module.js';
import { OidcModule } from '../oidc/oidc.module.js';
import { SessionModule } from '../session/session.module.js';
import { BeginSso } from './begin-sso.use-case.js';
import { CompleteSso } from './complete-sso.use-case.js';
import { GetProviderToken } from './get-provider-token.use-case.js';
import { OwnProvider } from './own-provider.js';
import { ProviderTokenSeal } from './provider-token-seal.js';
import { SsoAccounts } from './sso-accounts.js';
import { SsoLinkRepository } from './sso-link.repository.js';
import { SsoProvider } from './sso-provider.js';
import { SsoTransactions } from './sso-transactions.js';
import { SsoUpkeep } from './sso-upkeep.js';
import { SsoController } from './sso.controller.js';
import { UsedStateRepository } from './used-state.repository.js';

@Module({
  imports: [AccountModule, SessionModule, OidcModule],
  controllers: [SsoController],
  providers: [
    UsedStateRepository,
    SsoLinkRepository,
    SsoTransactions,
    OwnProvider,
    SsoProvider,
    ProviderTokenSeal,
    SsoAccounts,
    BeginSso,
    CompleteSso,
    GetProviderToken,
    SsoUpkeep,
  ],
  exports: [SsoLinkRepository],
})
export class SsoModule {}
