import 'reflect-metadata';

import { runService } from '@atrium/service';

import { userService } from './user-service.js';

await runService(userService);
