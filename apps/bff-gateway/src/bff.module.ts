import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { Health } from '@atrium/observability';

import { AuthCookies } from './accounts/auth-cookies.js';
import { OtpAccountsController } from './accounts/otp-accounts.controller.js';
import { ProfileController } from './accounts/profile.controller.js';
import { BFF_CONFIG, type BffConfig } from './config.js';
import { CsrfDefence } from './csrf/csrf-defence.js';
import { CsrfTokens } from './csrf/csrf-tokens.js';
import { CsrfController } from './csrf/csrf.controller.js';
import { HomeController } from './home/home.controller.js';
import { SuiteStatus } from './home/suite-status.js';
import { ErrorEnvelopeFilter } from './http/error-envelope.filter.js';
import { httpValidationPipe } from './http/validation.js';
import { AccessTokenGuard } from './identity/access-token.guard.js';
import { MessagesController } from './messages/messages.controller.js';
import { RateLimits } from './rate-limit/rate-limits.js';
import { DevicesController } from './smarthome/devices.controller.js';
import { AllowedOrigins } from './splice/allowed-origins.js';
import { RealtimeSplice } from './splice/realtime-splice.js';
import { SsoController } from './sso/sso.controller.js';
import { ServiceToken } from './status/service-token.js';
import { StatusController } from './status/status.controller.js';
import { ActivitiesController } from './workspaces/activities.controller.js';
import { ChannelsController } from './workspaces/channels.controller.js';
import { WorkspacesController } from './workspaces/workspaces.controller.js';

/** The public face: one controller per family of endpoints, each composing calls to the services. */
@Module({})
export class BffModule {
  static forRoot(config: BffConfig, health: Health): DynamicModule {
    return {
      module: BffModule,
      controllers: [
        OtpAccountsController,
        ProfileController,
        WorkspacesController,
        ChannelsController,
        MessagesController,
        ActivitiesController,
        DevicesController,
        CsrfController,
        StatusController,
        SsoController,
        HomeController,
      ],
      providers: [
        { provide: BFF_CONFIG, useValue: config },
        { provide: Health, useValue: health },
        { provide: APP_GUARD, useClass: AccessTokenGuard },
        { provide: APP_FILTER, useClass: ErrorEnvelopeFilter },
        { provide: APP_PIPE, useValue: httpValidationPipe },
        AuthCookies,
        SuiteStatus,
        AllowedOrigins,
        RealtimeSplice,
        RateLimits,
        CsrfTokens,
        ServiceToken,
        CsrfDefence,
      ],
    };
  }
}
