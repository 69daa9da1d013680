import 'reflect-metadata';

import { runService } from '@atrium/service';

import { userServiceConfig } from './config.js';
import { entities, migrations } from './database/schema.js';
import { UserModule } from './user/user.module.js';

await runService({
  name: 'user-service',
  service: 'user',
  config: userServiceConfig,
  database: (settings) => ({ settings, entities, migrations }),
  imports: () => [UserModule],
});
