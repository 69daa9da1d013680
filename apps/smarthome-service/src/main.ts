import 'reflect-metadata';

import { runService } from '@atrium/service';

import { smarthomeService } from './smarthome-service.js';

await runService(smarthomeService);
