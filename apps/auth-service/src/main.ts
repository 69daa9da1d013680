import 'reflect-metadata';

import { runService } from '@atrium/service';

import { authService } from './auth-service.js';

await runService(authService);
