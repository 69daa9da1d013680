import { encryptionKeys } from '@atrium/secrets';
import { databaseSettings, flag, processSettings, urlOf } from '@atrium/service';
import { z } from 'zod';

import { fulfillmentConfig } from './fulfillment/fulfillment.config.js';
import { homeGraphConfig } from './homegraph/homegraph.config.js';

export const smarthomeServiceConfig = processSettings
  .extend(databaseSettings.shape)
  .extend(fulfillmentConfig.shape)
  .extend(homeGraphConfig.shape)
  .extend({
    /** The keys that protect the secrets of devices in the database, the one that encrypts first. */
    ENCRYPTION_KEYS: encryptionKeys,
    /** How many devices the homes of one person may have together. */
    DEVICES_PER_USER: z.coerce.number().int().min(1).max(1_000).default(500),
    /** The broker of MQTT devices; unset, there are none. */
    MQTT_URL: urlOf('mqtt', 'mqtts', 'ws', 'wss').optional(),
    /** Whether HTTP devices may be in private networks. */
    HTTP_DEVICES_PRIVATE: flag.default(false),
    /** For how many days changes of state and commands are kept. */
    DEVICE_HISTORY_DAYS: z.coerce.number().int().min(1).max(3_650).default(30),
  });

export type SmarthomeServiceConfig = z.output<typeof smarthomeServiceConfig>;
