import 'reflect-metadata';

import { runService } from '@atrium/service';

import { AppModule } from './app.module.js';
import { authServiceConfig } from './config.js';
import { entities, migrations } from './database/schema.js';

await runService({
  name: 'auth-service',
  service: 'auth',
  config: authServiceConfig,
  database: (settings) => ({ settings, entities, migrations }),
  imports: (config) => [AppModule.forConfig(config)],
});
