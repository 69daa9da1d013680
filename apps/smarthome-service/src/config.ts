import { databaseSettings, processSettings } from '@atrium/service';

import { fulfillmentConfig } from './fulfillment/fulfillment.config.js';

export const smarthomeServiceConfig = processSettings.extend(databaseSettings.shape).extend(fulfillmentConfig.shape);
