import { databaseSettings, processSettings } from '@atrium/service';

export const userServiceConfig = processSettings.extend(databaseSettings.shape);
