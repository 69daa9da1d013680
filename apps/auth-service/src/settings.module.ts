import { Global, Module, type DynamicModule } from '@nestjs/common';

import type { AuthServiceConfig } from './config.js';
import { MailSettings } from './mail/mail-settings.js';
import { OidcSettings } from './oidc/oidc-settings.js';
import { KeyRing } from './secrets/key-ring.js';

/** Hands each feature the part of the configuration that concerns it. */
@Global()
@Module({})
export class SettingsModule {
  static forConfig(config: AuthServiceConfig): DynamicModule {
    const mail = new MailSettings({
      smtpUrl: config.SMTP_URL,
      directory: config.MAIL_DIR,
      from: config.MAIL_FROM,
      publicUrl: config.PUBLIC_URL,
      redisUrl: config.REDIS_URL,
    });
    return {
      module: SettingsModule,
      providers: [
        { provide: MailSettings, useValue: mail },
        { provide: KeyRing, useValue: new KeyRing(config.ENCRYPTION_KEYS) },
        { provide: OidcSettings, useValue: new OidcSettings(config.PUBLIC_URL) },
      ],
      exports: [MailSettings, KeyRing, OidcSettings],
    };
  }
}
