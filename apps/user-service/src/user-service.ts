import type { ServiceDefinition } from '@atrium/service';
import type { z } from 'zod';

import { userServiceConfig } from './config.js';
import { entities, migrations } from './database/schema.js';
import { UsageModule } from './usage/usage.module.js';
import { UserModule } from './user/user.module.js';

/** The service of people's profiles, and of the log of what they called. */
export const userService: ServiceDefinition<z.output<typeof userServiceConfig>> = {
  name: 'user-service',
  service: 'user',
  config: userServiceConfig,
  database: (settings) => ({ settings, entities, migrations }),
  imports: (config) => [UserModule, UsageModule.forRetention(config.USAGE_RETENTION_DAYS)],
};
