import type { ServiceDefinition } from '@atrium/service';

import { realtimeConfig, type RealtimeConfig } from './config.js';
import { createSocketFace } from './connection/socket-face.js';
import { RealtimeModule } from './realtime.module.js';

export const realtimeGateway: ServiceDefinition<RealtimeConfig> = {
  name: 'realtime-gateway',
  service: 'realtime',
  config: realtimeConfig,
  imports: (config) => [RealtimeModule.forRoot(config)],
  http: createSocketFace,
};
