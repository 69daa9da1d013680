import 'reflect-metadata';

import { runService } from '@atrium/service';

import { workspaceService } from './workspace-service.js';

await runService(workspaceService);
