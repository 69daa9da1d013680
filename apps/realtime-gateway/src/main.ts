import 'reflect-metadata';

import { runService } from '@atrium/service';

import { realtimeGateway } from './realtime-gateway.js';

await runService(realtimeGateway);
