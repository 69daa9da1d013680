import type { ServiceDefinition } from '@atrium/service';
import type { z } from 'zod';

import { smarthomeServiceConfig } from './config.js';
import { entities, migrations } from './database/schema.js';
import { fulfillmentSettings } from './fulfillment/fulfillment.config.js';
import { FulfillmentModule } from './fulfillment/fulfillment.module.js';
import { DeviceModule } from './device/device.module.js';

/** The service of people's smart-home devices. */
export const smarthomeService: ServiceDefinition<z.output<typeof smarthomeServiceConfig>> = {
  name: 'smarthome-service',
  service: 'smarthome',
  config: smarthomeServiceConfig,
  database: (settings) => ({ settings, entities, migrations }),
  imports: (config) => [DeviceModule, FulfillmentModule.forSettings(fulfillmentSettings(config))],
};
