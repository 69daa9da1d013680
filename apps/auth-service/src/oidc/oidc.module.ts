import { Module } from '@nestjs/common';

import { AccountModule } from '../account/account.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { LoginModule } from '../login/login.module.js';
import { OtpModule } from '../otp/otp.module.js';
import { SessionModule } from '../session/session.module.js';
import { SigningModule } from '../signing/signing.module.js';
import { HttpSurface } from '../tunnel/http-surface.js';
import { TunnelController } from '../tunnel/tunnel.controller.js';
import { ApplicationChanges } from './application/application-changes.js';
import { ApplicationController } from './application/application.controller.js';
import { ApplicationRepository } from './application/application.repository.js';
import { CreateApplication } from './application/create-application.use-case.js';
import { OwnClientRepository } from './application/own-client.repository.js';
import { UpdateApplication } from './application/update-application.use-case.js';
import { AuthorizationController } from './authorization/authorization.controller.js';
import { AuthorizationRepository } from './authorization/authorization.repository.js';
import { ExchangeClientToken } from './authorization/exchange-client-token.use-case.js';
import { ListAuthorizations } from './authorization/list-authorizations.use-case.js';
import { RevokeGrant } from './authorization/revoke-grant.use-case.js';
import { CheckCode } from './interaction/check-code.js';
import { CheckPassword } from './interaction/check-password.js';
import { CsrfTokens } from './interaction/csrf-tokens.js';
import { InteractionPages } from './interaction/interaction-pages.js';
import { LoginSteps } from './interaction/login-steps.js';
import { SuiteLogin } from './interaction/suite-login.js';
import { OauthAudit } from './oauth-audit.js';
import { OidcHttpSurface } from './oidc-http-surface.js';
import { OidcProviders } from './oidc-providers.js';
import { RemoveOauthTraces } from './remove-oauth-traces.js';
import { OidcRecordRepository } from './storage/oidc-record.repository.js';
import { OidcStorage } from './storage/oidc-storage.js';
import { OidcUpkeep } from './storage/oidc-upkeep.js';

/** The OAuth2/OIDC provider at `/o/`, reached through the tunnel, and the applications that use it. */
@Module({
  imports: [AccountModule, AuditModule, LoginModule, OtpModule, SessionModule, SigningModule],
  controllers: [TunnelController, ApplicationController, AuthorizationController],
  providers: [
    { provide: HttpSurface, useClass: OidcHttpSurface },
    OidcProviders,
    OidcStorage,
    OidcRecordRepository,
    OidcUpkeep,
    InteractionPages,
    CsrfTokens,
    CheckPassword,
    CheckCode,
    LoginSteps,
    SuiteLogin,
    ApplicationRepository,
    ApplicationChanges,
    OwnClientRepository,
    CreateApplication,
    UpdateApplication,
    AuthorizationRepository,
    ListAuthorizations,
    RevokeGrant,
    ExchangeClientToken,
    RemoveOauthTraces,
    OauthAudit,
  ],
  exports: [RemoveOauthTraces, OwnClientRepository, HttpSurface],
})
export class OidcModule {}
