import { Global, Module, type DynamicModule } from '@nestjs/common';
import { KeyRing } from '@atrium/secrets';

import type { AuthServiceConfig } from './config.js';
import { MailSettings } from './mail/mail-settings.js';
import { OidcSettings } from './oidc/oidc-settings.js';
import { TokenLifetimes } from './signing/token-lifetimes.js';
import { SsoSettings, type SsoProviderSettings } from './sso/sso-settings.js';

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
        { provide: SsoSettings, useValue: new SsoSettings(ssoProvider(config)) },
        { provide: KeyRing, useValue: new KeyRing(config.ENCRYPTION_KEYS) },
        { provide: OidcSettings, useValue: new OidcSettings(config.PUBLIC_URL) },
        { provide: TokenLifetimes, useValue: new TokenLifetimes(config.ACCESS_TOKEN_SECONDS) },
      ],
      exports: [MailSettings, SsoSettings, KeyRing, OidcSettings, TokenLifetimes],
    };
  }
}

function ssoProvider(config: AuthServiceConfig): SsoProviderSettings | undefined {
  const { SSO_ISSUER, SSO_AUTHORIZATION_URL, SSO_TOKEN_URL, SSO_USERINFO_URL, SSO_CLIENT_ID, SSO_CLIENT_SECRET } =
    config;
  if (!SSO_ISSUER || !SSO_AUTHORIZATION_URL || !SSO_TOKEN_URL || !SSO_USERINFO_URL) return undefined;
  if (!SSO_CLIENT_ID || !SSO_CLIENT_SECRET) return undefined;
  return {
    issuer: SSO_ISSUER,
    authorizationUrl: SSO_AUTHORIZATION_URL,
    tokenUrl: SSO_TOKEN_URL,
    userinfoUrl: SSO_USERINFO_URL,
    clientId: SSO_CLIENT_ID,
    clientSecret: SSO_CLIENT_SECRET,
    scopes: config.SSO_SCOPES,
    callbackUrl: `${config.PUBLIC_URL.replace(/\/$/, '')}/auth/callback/`,
  };
}
