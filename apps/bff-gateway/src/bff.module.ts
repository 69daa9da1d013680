import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { Health } from '@atrium/observability';

import { AuthCookies } from './accounts/auth-cookies.js';
import { HubAccountsController } from './accounts/hub-accounts.controller.js';
import { HubLogoutController } from './accounts/hub-logout.controller.js';
import { JwtController } from './accounts/jwt.controller.js';
import { OtpAccountsController } from './accounts/otp-accounts.controller.js';
import { PasswordsController } from './accounts/passwords.controller.js';
import { ProfileController } from './accounts/profile.controller.js';
import { AuditController } from './audit/audit.controller.js';
import { BFF_CONFIG, type BffConfig } from './config.js';
import { CsrfDefence } from './csrf/csrf-defence.js';
import { CsrfTokens } from './csrf/csrf-tokens.js';
import { CsrfController } from './csrf/csrf.controller.js';
import { HomeController } from './home/home.controller.js';
import { SuiteStatus } from './home/suite-status.js';
import { ErrorEnvelopeFilter } from './http/error-envelope.filter.js';
import { HttpValidationPipe } from './http/validation.js';
import { AccessTokenGuard } from './identity/access-token.guard.js';
import { CookieSession } from './identity/cookie-session.js';
import { OptionalCaller } from './identity/optional-caller.js';
import { ConversationsController } from './messages/conversations.controller.js';
import { InboxController } from './messages/inbox.controller.js';
import { MessagesController } from './messages/messages.controller.js';
import { NotificationsController } from './messages/notifications.controller.js';
import { MutesController } from './messages/mutes.controller.js';
import { SearchController } from './messages/search.controller.js';
import { CountedCaller } from './rate-limit/counted-caller.js';
import { RateLimits } from './rate-limit/rate-limits.js';
import { ClientTokens } from './identity/client-tokens.js';
import { ApplicationsController } from './oidc/applications.controller.js';
import { AuthorizedTokensController } from './oidc/authorized-tokens.controller.js';
import { TunnelController } from './oidc/tunnel.controller.js';
import { SessionRenewal } from './identity/session-renewal.js';
import { PresenceController } from './presence/presence.controller.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { DeviceControlController } from './smarthome/device-control.controller.js';
import { DeviceReportsController } from './smarthome/device-reports.controller.js';
import { DevicesController } from './smarthome/devices.controller.js';
import { FulfillmentTokenGuard } from './smarthome/fulfillment-token.guard.js';
import { FulfillmentController } from './smarthome/fulfillment.controller.js';
import { HomesController } from './smarthome/homes.controller.js';
import { AllowedOrigins } from './splice/allowed-origins.js';
import { UpgradeIdentification } from './splice/upgrade-identification.js';
import { RealtimeSplice } from './splice/realtime-splice.js';
import { SsoController } from './sso/sso.controller.js';
import { ServiceToken } from './status/service-token.js';
import { StatusController } from './status/status.controller.js';
import { UsageRecorder } from './usage/usage-recorder.js';
import { UsageController } from './usage/usage.controller.js';
import { UsersController } from './users/users.controller.js';
import { ActivitiesController } from './workspaces/activities.controller.js';
import { ChannelsController } from './workspaces/channels.controller.js';
import { InvitationPageController } from './workspaces/invitation-page.controller.js';
import { InvitationsController } from './workspaces/invitations.controller.js';
import { MembersController } from './workspaces/members.controller.js';
import { MetricsController } from './workspaces/metrics.controller.js';
import { OwnChannelController } from './workspaces/own-channel.controller.js';
import { OwnInvitationsController } from './workspaces/own-invitations.controller.js';
import { OwnWorkspaceController } from './workspaces/own-workspace.controller.js';
import { WorkspaceMetricsController } from './workspaces/workspace-metrics.controller.js';
import { WorkspacesController } from './workspaces/workspaces.controller.js';

/** The public face: one controller per family of endpoints, each composing calls to the services. */
@Module({})
export class BffModule {
  static forRoot(config: BffConfig, health: Health): DynamicModule {
    return {
      module: BffModule,
      controllers: [
        OtpAccountsController,
        HubAccountsController,
        HubLogoutController,
        JwtController,
        PasswordsController,
        ProfileController,
        UsersController,
        UsageController,
        WorkspacesController,
        PresenceController,
        OwnWorkspaceController,
        MembersController,
        InvitationsController,
        OwnInvitationsController,
        InvitationPageController,
        WorkspaceMetricsController,
        ChannelsController,
        OwnChannelController,
        MetricsController,
        MessagesController,
        ConversationsController,
        InboxController,
        SearchController,
        NotificationsController,
        MutesController,
        ActivitiesController,
        HomesController,
        DevicesController,
        FulfillmentController,
        DeviceControlController,
        DeviceReportsController,
        CsrfController,
        StatusController,
        SessionsController,
        AuditController,
        SsoController,
        HomeController,
        ApplicationsController,
        AuthorizedTokensController,
        TunnelController,
      ],
      providers: [
        { provide: BFF_CONFIG, useValue: config },
        { provide: Health, useValue: health },
        { provide: APP_GUARD, useClass: AccessTokenGuard },
        { provide: APP_FILTER, useClass: ErrorEnvelopeFilter },
        { provide: APP_PIPE, useClass: HttpValidationPipe },
        ClientTokens,
        FulfillmentTokenGuard,
        AuthCookies,
        OptionalCaller,
        SessionRenewal,
        CookieSession,
        UsageRecorder,
        SuiteStatus,
        AllowedOrigins,
        UpgradeIdentification,
        RealtimeSplice,
        RateLimits,
        CountedCaller,
        CsrfTokens,
        ServiceToken,
        CsrfDefence,
      ],
    };
  }
}
