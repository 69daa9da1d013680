import 'reflect-metadata';

import { runService } from '@atrium/service';

import { realtimeConfig } from './config.js';
import { createSocketFace } from './connection/socket-face.js';
import { RealtimeModule } from './realtime.module.js';

await runService({
  name: 'realtime-gateway',
  service: 'realtime',
  config: realtimeConfig,
  imports: () => [RealtimeModule],
  http: createSocketFace,
});
