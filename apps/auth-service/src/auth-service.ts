import type { ServiceDefinition } from '@atrium/service';

import { AccountAdminModule } from './account-admin/account-admin.module.js';
import { AccountRemovalModule } from './account-removal/account-removal.module.js';
import { AccountModule } from './account/account.module.js';
import { authServiceConfig, type AuthServiceConfig } from './config.js';
import { entities, migrations } from './database/schema.js';
import { InvitationModule } from './invitation/invitation.module.js';
import { LoginModule } from './login/login.module.js';
import { OidcModule } from './oidc/oidc.module.js';
import { OtpModule } from './otp/otp.module.js';
import { PasswordModule } from './password/password.module.js';
import { SessionModule } from './session/session.module.js';
import { SettingsModule } from './settings.module.js';
import { SigningModule } from './signing/signing.module.js';
import { SsoModule } from './sso/sso.module.js';

/** The service of credentials, one-time codes, sessions and the keys that sign tokens. */
export const authService: ServiceDefinition<AuthServiceConfig> = {
  name: 'auth-service',
  service: 'auth',
  config: authServiceConfig,
  database: (settings) => ({ settings, entities, migrations }),
  imports: (config) => [
    SettingsModule.forConfig(config),
    SigningModule,
    AccountModule,
    AccountAdminModule,
    SessionModule,
    OtpModule,
    LoginModule,
    OidcModule,
    PasswordModule,
    SsoModule,
    AccountRemovalModule,
    InvitationModule,
  ],
};
