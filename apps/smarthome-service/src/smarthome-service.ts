import type { ServiceDefinition } from '@atrium/service';
import type { z } from 'zod';

import { smarthomeServiceConfig } from './config.js';
import { entities, migrations } from './database/schema.js';
import { DeviceModule } from './device/device.module.js';
import { HomeGraphSettingsModule } from './homegraph/homegraph-settings.module.js';
import { homeGraphSettings } from './homegraph/homegraph.config.js';
import { HomeGraphModule } from './homegraph/homegraph.module.js';
import { LinkModule } from './link/link.module.js';
import { VitalsModule } from './vitals/vitals.module.js';

/** The service of people's smart-home devices. */
export const smarthomeService: ServiceDefinition<z.output<typeof smarthomeServiceConfig>> = {
  name: 'smarthome-service',
  service: 'smarthome',
  config: smarthomeServiceConfig,
  database: (settings) => ({ settings, entities, migrations }),
  imports: (config) => [
    HomeGraphSettingsModule.forSettings(homeGraphSettings(config)),
    DeviceModule,
    LinkModule,
    HomeGraphModule,
    VitalsModule,
  ],
};
