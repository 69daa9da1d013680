import 'reflect-metadata';

import { runService } from '@atrium/service';

import { messageService } from './message-service.js';

await runService(messageService);
