import 'reflect-metadata';

import { runService } from '@atrium/service';

import { BffModule } from './bff.module.js';
import { bffConfig } from './config.js';
import { createHttpFace } from './http/http-face.js';

await runService({
  name: 'bff-gateway',
  config: bffConfig,
  imports: (config, health) => [BffModule.forRoot(config, health)],
  http: createHttpFace,
});
