import { Module, type DynamicModule } from '@nestjs/common';

import { AccountModule } from './account/account.module.js';
import type { AuthServiceConfig } from './config.js';
import { OtpModule } from './otp/otp.module.js';
import { SessionModule } from './session/session.module.js';
import { SettingsModule } from './settings.module.js';
import { SigningModule } from './signing/signing.module.js';

@Module({})
export class AppModule {
  static forConfig(config: AuthServiceConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [SettingsModule.forConfig(config), SigningModule, AccountModule, SessionModule, OtpModule],
    };
  }
}
