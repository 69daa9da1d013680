import type { ServiceDefinition } from '@atrium/service';

import { CommandModule } from './command/command.module.js';
import { smarthomeServiceConfig, type SmarthomeServiceConfig } from './config.js';
import { entities, migrations } from './database/schema.js';
import { fulfillmentSettings } from './fulfillment/fulfillment.config.js';
import { FulfillmentModule } from './fulfillment/fulfillment.module.js';
import { DeviceModule } from './device/device.module.js';
import { HomeModule } from './home/home.module.js';
import { SettingsModule } from './settings.module.js';
import { Clock } from './time/clock.js';
import { HomeGraphSettingsModule } from './homegraph/homegraph-settings.module.js';
import { homeGraphSettings } from './homegraph/homegraph.config.js';
import { HomeGraphModule } from './homegraph/homegraph.module.js';
import { LinkModule } from './link/link.module.js';
import { VitalsModule } from './vitals/vitals.module.js';

/** The service of homes and their devices, at the time that `clock` tells. */
export function smarthomeServiceAt(clock: Clock): ServiceDefinition<SmarthomeServiceConfig> {
  return {
    name: 'smarthome-service',
    service: 'smarthome',
    config: smarthomeServiceConfig,
    database: (settings) => ({ settings, entities, migrations }),
    imports: (config) => [
      SettingsModule.forConfig(config, clock),
      HomeGraphSettingsModule.forSettings(homeGraphSettings(config)),
      HomeModule,
      DeviceModule,
      CommandModule,
      LinkModule,
      HomeGraphModule,
      VitalsModule,
      FulfillmentModule.forSettings(fulfillmentSettings(config)),
    ],
  };
}

/** The service of people's homes and smart-home devices. */
export const smarthomeService = smarthomeServiceAt(new Clock());
