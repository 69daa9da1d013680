import { Global, Module, type DynamicModule } from '@nestjs/common';

import { HomeGraphSettings } from './homegraph-settings.js';

/** Hands the configuration to whatever works with HomeGraph. */
@Global()
@Module({})
export class HomeGraphSettingsModule {
  static forSettings(settings: HomeGraphSettings): DynamicModule {
    return {
      module: HomeGraphSettingsModule,
      providers: [{ provide: HomeGraphSettings, useValue: settings }],
      exports: [HomeGraphSettings],
    };
  }
}
