import type { ServiceDefinition } from '@atrium/service';

import { AccountModule } from './account/account.module.js';
import { authServiceConfig, type AuthServiceConfig } from './config.js';
import { entities, migrations } from './database/schema.js';
import { OtpModule } from './otp/otp.module.js';
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
    SessionModule,
    OtpModule,
    SsoModule,
  ],
};
