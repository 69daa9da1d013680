import { databaseSettings, processSettings } from '@atrium/service';

export const workspaceServiceConfig = processSettings.extend(databaseSettings.shape);
